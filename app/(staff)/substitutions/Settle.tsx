import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { Consequences, ifAssigned } from '#app/(staff)/substitutions/Consequences.tsx';
import { FreeTeachers } from '#app/(staff)/substitutions/FreeTeachers.tsx';
import { MoveWay } from '#app/(staff)/substitutions/MoveWay.tsx';
import { CancelWay, MergeWay, SelfWay } from '#app/(staff)/substitutions/OtherWays.tsx';
import type { Changing } from '#app/(staff)/substitutions/useChange.ts';
import type { LessonAffected } from '#lib/contract/reads.ts';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import type { ChangeKind } from '#lib/domain/lessonChange.ts';
import { freeTeachers, numberOn } from '#lib/domain/substitutions.ts';
import { dayMonth } from '#lib/domain/time.ts';

const WAYS = [
  { value: 'substitute', label: 'Замена' },
  { value: 'merge', label: 'Объединить' },
  { value: 'move', label: 'Перенести' },
  { value: 'cancel', label: 'Отменить' },
  { value: 'self', label: 'Самостоятельная работа' },
] as const;

/** Whom a change of this lesson concerns; null while it is asked. */
export function useAffected(lessonId: number | null): LessonAffected | null {
  const [known, setKnown] = useState<{ lessonId: number; answer: LessonAffected } | null>(null);
  useEffect(() => {
    if (lessonId === null) return;
    const stop = new AbortController();
    askRead('lesson.affected', { lessonId }, stop.signal).then((asked) => {
      if (asked.ok && !stop.signal.aborted) setKnown({ lessonId, answer: asked.answer });
    });
    return () => stop.abort();
  }, [lessonId]);
  return known && known.lessonId === lessonId ? known.answer : null;
}

/** One lesson: five ways to settle it, each with its consequences told first. */
export function Settle({
  view,
  lesson,
  affected,
  changing,
  way,
  onWay,
  onSettled,
}: {
  view: SubstitutionsView;
  lesson: SubstitutionLesson;
  affected: LessonAffected | null;
  changing: Changing;
  way: ChangeKind;
  onWay(way: ChangeKind): void;
  onSettled(): void;
}) {
  const { saving, problem } = changing;
  const candidates = freeTeachers(view, lesson);
  const number = numberOn(view, lesson);
  // A substitute is found for the hour of the timetable: a lesson that stands at another one comes back first.
  const was = lesson.change?.kind === 'move' ? lesson.change.was : null;
  const moved = was !== null && (was.date !== lesson.date || was.number !== lesson.number);
  const shut = moved && (way === 'substitute' || way === 'merge' || way === 'self');
  const [chosenId, setChosen] = useState<number | null>(null);
  const [subjectId, setSubject] = useState<number | null>(null);
  const chosen = candidates.find(({ teacher }) => teacher.id === chosenId) ?? candidates[0];
  const instead = view.subjects.find((subject) => subject.id === subjectId && subject.id !== lesson.subjectId) ?? null;
  const send = async (...[change, words]: Parameters<typeof onChange>) => {
    if (await changing.change(lesson, change, words)) onSettled();
  };
  const onChange = (change: Parameters<Changing['change']>[1], words: string) => void send(change, words);
  const shared = { view, lesson, affected, saving, onChange };
  return (
    <section className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2" aria-labelledby="settle">
      <h2 id="settle">
        {way === 'substitute' && !shut ? `Свободны на ${number}-м уроке` : `${number}-й урок, ${lesson.className}`}
        <span className="aside">
          {way === 'substitute' && !shut && `${candidates.length} из ${view.teachers.length}, сначала подходящие`}
        </span>
      </h2>
      <div className="flex flex-wrap items-center gap-3">
        <SegmentedControl label="Как поступить" options={WAYS} value={way} onChange={onWay} />
        {lesson.change && view.mayWrite && (
          <button
            type="button"
            className="btn small ml-auto"
            disabled={saving}
            onClick={() => onChange(null, `${lesson.className}, ${lesson.number}-й урок: по расписанию`)}
          >
            Вернуть по расписанию
          </button>
        )}
      </div>
      {problem && (
        <p role="alert" className="sproblem">
          {problem}
        </p>
      )}
      {shut && (
        <EmptyState title="Урок перенесён">
          Он перенесён с {dayMonth(was.date)}, {was.number}-го урока. Перенесите его на другое время или верните по
          расписанию: там ему можно назначить замену.
        </EmptyState>
      )}
      {way === 'substitute' &&
        !shut &&
        (chosen ? (
          <>
            <FreeTeachers
              {...{ view, lesson, candidates, saving }}
              chosenId={chosen.teacher.id}
              onChoose={setChosen}
              onAssign={({ teacher }) =>
                onChange(
                  { kind: 'substitute', teacherId: teacher.id, subjectId: instead?.id ?? null },
                  `${lesson.className}, ${lesson.number}-й урок: ${teacher.name}`,
                )
              }
            />
            <Consequences
              title={`Если назначить: ${chosen.teacher.name}`}
              rows={ifAssigned(view, lesson, chosen, affected, instead?.name ?? null)}
            >
              <label className="aside flex items-center gap-1.5">
                Предмет
                <select
                  className="field"
                  value={instead?.id ?? ''}
                  disabled={!view.mayWrite}
                  onChange={(event) => setSubject(event.target.value ? Number(event.target.value) : null)}
                >
                  <option value="">{lesson.subject} — по расписанию</option>
                  {view.subjects
                    .filter((subject) => subject.id !== lesson.subjectId)
                    .map((subject) => (
                      <option key={subject.id} value={subject.id}>
                        {subject.name}
                      </option>
                    ))}
                </select>
              </label>
            </Consequences>
          </>
        ) : (
          <EmptyState title="Свободных учителей нет">
            У всех в это время уроки. Объедините с другим уроком, перенесите или дайте самостоятельную работу.
          </EmptyState>
        ))}
      {way === 'merge' && !shut && <MergeWay {...shared} />}
      {way === 'move' && <MoveWay {...shared} />}
      {way === 'cancel' && <CancelWay {...shared} />}
      {way === 'self' && !shut && <SelfWay {...shared} candidates={candidates} />}
    </section>
  );
}
