import type { Metadata } from 'next';
import Link from 'next/link';
import { requireActor } from '#app/_session/actor.ts';
import { EntryFrame, EntryTitle } from '#app/_ui/EntryFrame.tsx';
import { HatList } from '#app/hat/HatList.tsx';
import { hatDetail } from '#app/hat/hatDetail.ts';
import { fullName, HAT_LABELS } from '#lib/domain/people.ts';

export const metadata: Metadata = { title: 'Выбор роли' };

export default async function HatPage() {
  const actor = await requireActor();
  const choices = actor.hats.map((hat) => ({
    hat,
    label: HAT_LABELS[hat],
    detail: hatDetail(actor, hat),
    current: hat === actor.hat,
  }));
  return (
    <EntryFrame demo={actor.school.kind === 'demo'}>
      <EntryTitle title="Выберите роль">{fullName(actor.name)}</EntryTitle>
      <HatList choices={choices} personId={actor.personId} />
      <p className="text-ink-2 text-small">
        Роль можно сменить в любой момент.{' '}
        <Link className="underline" href="/sessions">
          Мои входы
        </Link>
      </p>
    </EntryFrame>
  );
}
