import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { single } from '#app/_ui/query.ts';
import { Substitutions } from '#app/(staff)/substitutions/Substitutions.tsx';
import { substitutionsPage } from '#db/queries/substitutionsPage.ts';
import { HAT_LABELS } from '#lib/domain/people.ts';
import { isDay } from '#lib/domain/time.ts';
import { can, landingOf, signsAs } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Замены' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** «Замены» of a day (`?date=`; without it, of the next school day); `?lesson=` is the lesson being settled. */
export default async function SubstitutionsPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  if (!can(actor, 'substitution.read')) redirect(landingOf(actor));
  const asked = single(query['date']);
  const date = asked?.startsWith('20') && isDay(asked) ? asked : undefined;
  const view = await substitutionsPage(actor, { date });
  if (!view) notFound();
  const signer = signsAs(actor);
  const { familyName, givenName, patronymic } = actor.name;
  const letters = [givenName, patronymic].map((name) => (name ? `${name.slice(0, 1)}. ` : '')).join('');
  return (
    <Substitutions
      key={view.date}
      initial={view}
      viewer={{ personId: actor.personId }}
      school={actor.school.name}
      signer={{
        post: HAT_LABELS[signer ?? 'deputy'],
        name: signer ? `${letters}${familyName}` : '',
      }}
    />
  );
}
