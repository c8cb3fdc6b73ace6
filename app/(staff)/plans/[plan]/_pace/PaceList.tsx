import Link from 'next/link';
import { useState } from 'react';
import type { PlanView } from '#lib/contract/planView.ts';
import { plural } from '#lib/domain/people.ts';
import { paceWords, shortWords } from '#lib/domain/plans/pace.ts';
import { BindDialog } from './BindDialog.tsx';

type Pace = PlanView['pace'][number];

/** «8В отстаёт на 2 ч»: how far each class of the plan is, and where topics can be merged (R040). */
export function PaceList({
  view,
  personId,
}: {
  view: Pick<PlanView, 'plan' | 'rows' | 'pace' | 'groups' | 'dates' | 'today' | 'may'>;
  personId: number;
}) {
  const { groups, pace } = view;
  const [binding, setBinding] = useState<number | null>(null);
  const bound = groups.find(({ id }) => id === binding);
  if (pace.length === 0) return null;
  return (
    <>
      <h2>Прохождение</h2>
      <ul className="ppace">
        {groups.map((group) => {
          const own = pace.find(({ groupId }) => groupId === group.id);
          if (!own) return null;
          const short = shortWords(own);
          const where = view.may.write && (own.lag > 0 || short !== null) ? mergingPlace(view, group.id) : null;
          return (
            <li key={group.id}>
              <span className={own.lag > 0 ? 'text-warn' : undefined}>
                <b>{[group.className, group.name].filter(Boolean).join(' ')}</b> {paceWords(own.lag)}
              </span>
              <span className="text-ink-2">
                пройдено {own.passed} из {own.total} ч{detailsOf(own)}
              </span>
              {short && <span className="text-warn">{short}</span>}
              {own.unbound > 0 && group.teachers.some(({ id }) => id === personId) && (
                <button
                  type="button"
                  className="link justify-self-start text-left"
                  onClick={() => setBinding(group.id)}
                >
                  Связать проведённые уроки с темами
                </button>
              )}
              {where && (
                <Link href={where} prefetch={false}>
                  Уплотнить
                </Link>
              )}
            </li>
          );
        })}
      </ul>
      {bound && <BindDialog view={view} group={bound} onClose={() => setBinding(null)} />}
    </>
  );
}

/** The next lesson that is not filled: «Объединить темы» stands beside its topic. */
function mergingPlace({ dates, today }: Pick<PlanView, 'dates' | 'today'>, groupId: number): string | null {
  const lessons = dates.find((own) => own.groupId === groupId)?.lessons ?? [];
  const next = lessons.find((lesson) => lesson.how === 'draft' && lesson.date >= today);
  return next ? `/journal/${groupId}?lesson=${next.lessonId}&field=topic` : null;
}

function detailsOf({ merged, outside, cancelled, unbound }: Pace): string {
  const parts = [
    merged > 0 && `объединено ${merged} ч`,
    outside > 0 && `${outside} ${plural(outside, 'урок', 'урока', 'уроков')} без темы плана`,
    cancelled > 0 && `отменено ${cancelled}`,
    unbound > 0 && `${unbound} ${plural(unbound, 'урок', 'урока', 'уроков')} без строки плана`,
  ].filter(Boolean);
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
}
