import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { single } from '#app/_ui/query.ts';
import { SubstitutionLogPage } from '#app/(staff)/substitutions/log/SubstitutionLogPage.tsx';
import { substitutionLog } from '#db/queries/substitutionLog.ts';
import { parseLogAsked } from '#lib/domain/substitutionLog.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Журнал учёта пропущенных и замещённых уроков' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Any employee, any month, any kind (`?month=&who=&kind=`); a teacher reads his own rows. */
export default async function LogPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  if (!can(actor, 'substitutionLog.read', { personId: actor.personId })) redirect(landingOf(actor));
  const log = await substitutionLog(actor, (today) =>
    parseLogAsked({ month: single(query['month']), who: single(query['who']), kind: single(query['kind']) }, today),
  );
  if (!log) notFound();
  return <SubstitutionLogPage log={log} personId={actor.personId} school={actor.school.name} />;
}
