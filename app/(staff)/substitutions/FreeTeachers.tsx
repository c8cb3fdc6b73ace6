import { type KeyboardEvent, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { Strip } from '#app/(staff)/substitutions/Strip.tsx';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { dayNear } from '#lib/domain/diary.ts';
import { type Candidate, HEAVY_WEEK } from '#lib/domain/substitutions.ts';

/** So many at first: who fits stands on top, and the consequences stay in sight. */
const FIRST = 6;

/** Free teachers, the best first. Arrows go from one to the next, Enter assigns; whoever is looked at is described below. */
export function FreeTeachers({
  view,
  lesson,
  candidates,
  chosenId,
  saving,
  onChoose,
  onAssign,
}: {
  view: SubstitutionsView;
  lesson: SubstitutionLesson;
  candidates: readonly Candidate[];
  chosenId: number | null;
  saving: boolean;
  onChoose(id: number): void;
  onAssign(candidate: Candidate): void;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? candidates : candidates.slice(0, FIRST);
  const last = Math.max(...view.lessons.map((l) => l.number));
  const classes = new Map(view.lessons.map((l) => [l.classId, l.className]));
  const subjects = new Map(view.subjects.map((s) => [s.id, s.name]));
  function onKey(event: KeyboardEvent<HTMLElement>) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-teacher]')];
    const at = rows.findIndex((row) => row.matches(':focus'));
    const next = rows[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
  return (
    <>
      <table className="stable sfree" onKeyDown={onKey}>
        <caption className="sr-only">Свободные учителя, сначала подходящие</caption>
        <thead>
          <tr>
            <th>
              <span className="sr-only">№</span>
            </th>
            <th scope="col">Учитель</th>
            <th scope="col" className="ssubject">
              Предмет
            </th>
            <th scope="col" className="sclasses">
              Ведёт в
            </th>
            <th scope="col" className="sday">
              Уроки {dayNear(view.date, view.today).replace(/^.*, /, '')}
            </th>
            <th scope="col" className="sweek">
              Неделя
            </th>
            <th>
              <span className="sr-only">Назначить</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((candidate, index) => {
            const { teacher } = candidate;
            const same = candidate.sameClass ? lesson.className : null;
            const near = teacher.classIds
              .filter((id) => gradeOf(classes.get(id)) === lesson.grade)
              .map((id) => classes.get(id))
              .join(', ');
            return (
              <tr
                key={teacher.id}
                className={teacher.id === chosenId ? 'on' : undefined}
                onMouseEnter={() => onChoose(teacher.id)}
              >
                <td className="text-ink-3">{index + 1}</td>
                <td className={index === 0 ? 'font-bold' : 'font-medium'}>{teacher.name}</td>
                <td className={candidate.sameSubject ? 'ssubject' : 'ssubject text-ink-2'}>
                  <span className="stick">{candidate.sameSubject ? <Icon name="check" size="small" /> : null}</span>
                  {namesOf(teacher.subjectIds, subjects, lesson.subjectId)}
                </td>
                <td className="sclasses">{same ?? (near || '—')}</td>
                <td className="sday">
                  <Strip busy={candidate.busy} here={lesson.number} last={last} />
                </td>
                <td className={teacher.hours >= HEAVY_WEEK ? 'sweek text-warn' : 'sweek'}>
                  {hoursText(teacher.hours)}
                </td>
                <td>
                  <button
                    type="button"
                    data-teacher={teacher.id}
                    className={index === 0 ? 'btn small primary' : 'btn small'}
                    aria-label={`Назначить: ${teacher.name}`}
                    disabled={saving || !view.mayWrite}
                    onFocus={() => onChoose(teacher.id)}
                    onClick={() => onAssign(candidate)}
                  >
                    Назначить
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="mt-2 flex flex-wrap gap-x-3 text-ink-3 text-small">
        Порядок: тот же предмет, ведёт в этом классе, в этой параллели, на этой ступени, меньше уроков в этот день,
        рядом нет окна.
        {candidates.length > FIRST && (
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Только первые ${FIRST}` : `Показать всех: ${candidates.length}`}
          </button>
        )}
      </p>
    </>
  );
}

const gradeOf = (className: string | undefined): number => Number.parseInt(className ?? '', 10);
/** The subject in question first, then one more. */
function namesOf(ids: readonly number[], names: ReadonlyMap<number, string>, first: number): string {
  const sorted = [...ids].sort((a, b) => Number(b === first) - Number(a === first));
  return sorted
    .slice(0, 2)
    .map((id, at) => (at === 0 ? names.get(id) : names.get(id)?.toLowerCase()))
    .filter(Boolean)
    .join(', ');
}
export const hoursText = (hundredths: number): string => `${String(hundredths / 100).replace('.', ',')} ч`;
