import Link from 'next/link';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { controlWords } from '#lib/domain/controlWorks.ts';
import { weightWords } from '../_model/card.ts';
import { Select } from './Select.tsx';

/** The works of a lesson, each a column of the grid, and «+ работа». Type and weight are changed in the mark's card. */
export function Works({
  view,
  lesson,
  off,
  choose,
}: {
  view: Pick<JournalView, 'works' | 'workTypes' | 'plans' | 'today'>;
  lesson: JournalLesson;
  off: boolean;
  choose(command: NewCommand): void;
}) {
  const works = view.works.filter((work) => work.lessonId === lesson.id);
  const typeOf = (id: number) => view.workTypes.find((known) => known.id === id);
  // A control work of the schedule stays a plan until its teacher puts it into the journal on its day.
  const plan = works.some((work) => typeOf(work.typeId)?.control)
    ? undefined
    : view.plans.find((own) => !own.cancelled && own.date === lesson.date);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-1">
      {plan && (
        <div className="jplan" role="note">
          <span>
            По графику: {controlWords(typeOf(plan.typeId)?.name ?? 'контрольная', plan.name)}, {plan.minutes} мин
            {plan.planRow && (
              <>
                {', '}
                <Link href={`/plans/${plan.planRow.planId}?row=${plan.planRow.rowId}`} prefetch={false}>
                  строка КТП
                </Link>
              </>
            )}
          </span>
          {!off && lesson.date <= view.today && (
            <button
              type="button"
              className="btn small"
              onClick={() =>
                choose({
                  name: 'work.add',
                  input: { lessonId: lesson.id, typeId: plan.typeId, name: plan.name },
                })
              }
            >
              Внести в журнал
            </button>
          )}
        </div>
      )}
      {works.map((work) => {
        const type = typeOf(work.typeId);
        return (
          <span key={work.id} className="tag plain" title={work.name ?? undefined}>
            {type?.name ?? 'Работа'}
            {weightWords(work.weight ?? type?.weight ?? 100)}
          </span>
        );
      })}
      {!off && (
        <Select
          className="chip add"
          aria-label="Добавить работу"
          value=""
          onChange={(event) => {
            const typeId = Number(event.target.value);
            if (typeId) choose({ name: 'work.add', input: { lessonId: lesson.id, typeId, name: null } });
          }}
        >
          <option value="">+ работа</option>
          {view.workTypes
            .filter((type) => !type.archived)
            .map((type) => (
              <option key={type.id} value={type.id}>
                {type.name}
                {weightWords(type.weight)}
              </option>
            ))}
        </Select>
      )}
    </div>
  );
}
