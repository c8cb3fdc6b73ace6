import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { journalHome } from '#db/queries/journalHome.ts';
import { isFamily, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Журнал' };

/** «Журнал» without a group: the journal of the lesson that goes on or comes next. */
export default async function JournalHomePage() {
  const actor = await requireActor();
  if (isFamily(actor)) redirect(landingOf(actor));
  const home = await journalHome(actor);
  if (home) redirect(`/journal/${home.groupId}`);
  return (
    <main>
      <EmptyState title="У вас нет журналов">
        Журнал появляется, когда вам назначена нагрузка или замена. Её назначает заместитель директора.
      </EmptyState>
    </main>
  );
}
