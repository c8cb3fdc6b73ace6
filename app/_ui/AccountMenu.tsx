'use client';

import Link from 'next/link';
import { useState } from 'react';
import { callApi } from '#app/_ui/callApi.ts';
import type { MenuPerson } from '#app/_ui/sections.ts';
import { ThemeSwitch } from '#app/_ui/ThemeSwitch.tsx';

const ITEM =
  'flex h-row-list max-md:h-row-touch w-full items-center rounded-control px-2 text-left text-ink hover:bg-hover hover:no-underline';

/** Who I am here and what I can do about it; the same list in the staff's bar and in the family's «Ещё». */
export function AccountMenu({ person, onLeave }: { person: MenuPerson; onLeave(): void }) {
  const [failure, setFailure] = useState<string | null>(null);
  async function signOut() {
    const answer = await callApi('DELETE', '/api/session');
    // A whole new page, so that nothing of the person stays in memory.
    if (answer.ok) window.location.assign(answer.next);
    else setFailure(answer.message);
  }
  return (
    <div className="grid gap-0.5">
      <div className="px-2 pb-1.5">
        <div className="font-semibold">{person.full}</div>
        <div className="text-ink-2 text-small">{person.role}</div>
      </div>
      {person.severalRoles ? (
        <Link className={ITEM} href="/hat" onClick={onLeave}>
          Сменить роль
        </Link>
      ) : null}
      <Link className={ITEM} href="/sessions" onClick={onLeave}>
        Мои входы
      </Link>
      <div className="my-1 border-line border-y px-2 py-2">
        <div className="mb-1 text-ink-2 text-small">Тема</div>
        <ThemeSwitch />
      </div>
      <button type="button" className={ITEM} onClick={signOut}>
        Выйти
      </button>
      {failure ? (
        <p role="alert" className="px-2 text-bad text-small">
          {failure}
        </p>
      ) : null}
    </div>
  );
}
