'use client';

import Link from 'next/link';
import { useContext, useState } from 'react';
import { callApi } from '#app/_ui/callApi.ts';
import { LockContext } from '#app/_ui/lockContext.ts';
import type { MenuPerson } from '#app/_ui/sections.ts';
import { ThemeSwitch } from '#app/_ui/ThemeSwitch.tsx';
import { plural } from '#lib/domain/people.ts';

const ITEM =
  'flex h-row-list max-md:h-row-touch w-full items-center rounded-control px-2 text-left text-ink hover:bg-hover hover:no-underline';

/** Who I am here and what I can do about it; the same list in the staff's bar and in the family's «Ещё». */
export function AccountMenu({ person, onLeave }: { person: MenuPerson; onLeave(): void }) {
  const [failure, setFailure] = useState<string | null>(null);
  const [unsent, setUnsent] = useState(0);
  const lock = useContext(LockContext);
  async function signOut() {
    // Loaded at the moment of leaving: the pages outside live views have no queue in their script.
    const { commandQueue } = await import('#app/_live/commandQueue.ts');
    const { forgetViews } = await import('#app/_live/keptViews.ts');
    const { forgetPlanCopies, unsentInPlans } = await import('#app/_live/keptPlans.ts');
    const queue = commandQueue(person.id);
    await queue.ready;
    const { pending, outcomes } = queue.state();
    const inPlans = unsentInPlans().get(person.id) ?? 0;
    const waiting = pending.length + outcomes.filter((o) => o.open && o.about.waited).length + inPlans;
    // Signing out wipes the device. What has not been saved is lost with it, so it is asked once more.
    if (waiting > unsent) return setUnsent(waiting);
    const answer = await callApi('DELETE', '/api/session');
    // A whole new page, so that nothing of the person stays in memory.
    if (!answer.ok) return setFailure(answer.message);
    queue.drop();
    forgetPlanCopies((copy) => copy.personId === person.id, { unsentToo: true });
    await forgetViews();
    window.location.assign(answer.next);
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
      {lock ? (
        <button
          type="button"
          className={ITEM}
          onClick={() => {
            onLeave();
            lock();
          }}
        >
          Заблокировать экран
        </button>
      ) : null}
      <button type="button" className={ITEM} onClick={signOut}>
        {unsent > 0 ? 'Выйти без них' : 'Выйти'}
      </button>
      {unsent > 0 ? (
        <p role="alert" className="px-2 text-small text-warn">
          {unsent}{' '}
          {plural(unsent, 'изменение ещё не сохранено', 'изменения ещё не сохранены', 'изменений ещё не сохранены')} и
          при выходе {plural(unsent, 'пропадёт', 'пропадут', 'пропадут')}. Дождитесь связи или выйдите без них.
        </p>
      ) : null}
      {failure ? (
        <p role="alert" className="px-2 text-bad text-small">
          {failure}
        </p>
      ) : null}
    </div>
  );
}
