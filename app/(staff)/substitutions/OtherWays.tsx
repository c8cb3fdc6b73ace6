import { useState } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Consequences, lessonWords, whoLearns } from '#app/(staff)/substitutions/Consequences.tsx';
import type { Change } from '#app/(staff)/substitutions/useChange.ts';
import type { LessonAffected } from '#lib/contract/reads.ts';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { type Candidate, holderOf, homeOf, mergeTargets } from '#lib/domain/substitutions.ts';
import { dayMonth } from '#lib/domain/time.ts';

type Way = {
  view: SubstitutionsView;
  lesson: SubstitutionLesson;
  affected: LessonAffected | null;
  saving: boolean;
  onChange(change: Change, words: string): void;
};

/** «Объединить»: lessons at the same time, the other subgroup first. */
export function MergeWay({ view, lesson, affected, saving, onChange }: Way) {
  const targets = mergeTargets(view, lesson);
  const [chosenId, setChosen] = useState<number | null>(null);
  const chosen = targets.find((target) => target.id === chosenId) ?? targets[0];
  if (!chosen)
    return (
      <EmptyState title="Объединять не с чем">
        В это время нет урока другой подгруппы или того же предмета. Назначьте замену или дайте самостоятельную работу.
      </EmptyState>
    );
  const holder = chosen.substitute ?? chosen.teacher;
  return (
    <>
      <table className="stable smerge">
        <caption className="sr-only">Уроки, с которыми можно объединить</caption>
        <tbody>
          {targets.map((target) => (
            <tr
              key={target.id}
              className={target.id === chosen.id ? 'on' : undefined}
              onMouseEnter={() => setChosen(target.id)}
            >
              <td className="font-medium">{homeOf(target)}</td>
              <td>{target.subject}</td>
              <td className="sroom">{roomWords(target.room)}</td>
              <td>{(target.substitute ?? target.teacher).name}</td>
              <td>
                <button
                  type="button"
                  className="btn small"
                  aria-label={`Объединить: ${homeOf(target)}, ${target.subject}`}
                  disabled={saving || !view.mayWrite || holderOf(target) === null}
                  onFocus={() => setChosen(target.id)}
                  onClick={() =>
                    onChange({ kind: 'merge', intoId: target.id }, `${lesson.className}: вместе с ${homeOf(target)}`)
                  }
                >
                  Объединить
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Consequences
        title={`Если объединить с ${homeOf(chosen)}`}
        rows={[
          ['Урок', lessonWords(lesson, affected, chosen.room)],
          ['Ведёт', `${holder.name}, оба урока вместе`],
          ['Журнал', `Запись за этот урок в ${homeOf(lesson)} открыта до конца дня ${dayMonth(view.date)}`],
          ['Узнают сразу', `${holder.name} — «Мой день», ${whoLearns(lesson, affected)}`],
        ]}
      />
    </>
  );
}

/** «Отменить»: the lesson is not held; homework due at it goes to the next one. */
export function CancelWay({ view, lesson, affected, saving, onChange }: Way) {
  return (
    <>
      <Consequences
        title={`Если отменить ${lesson.number}-й урок в ${homeOf(lesson)}`}
        rows={[
          ['Урок', `${lesson.subject} не проводится, в счёт заполнения не входит`],
          ['Задание', 'Домашнее задание к этому уроку перейдёт на следующий урок этого предмета'],
          ['Узнают сразу', whoLearns(lesson, affected)],
        ]}
      />
      <button
        type="button"
        className="btn danger justify-self-start"
        disabled={saving || !view.mayWrite}
        onClick={() => onChange({ kind: 'cancel' }, `${lesson.className}, ${lesson.number}-й урок отменён`)}
      >
        Отменить урок
      </button>
    </>
  );
}

/** «Самостоятельная работа»: the class works on its own, with or without somebody who looks after it. */
export function SelfWay({
  view,
  lesson,
  affected,
  saving,
  onChange,
  candidates,
}: Way & { candidates: readonly Candidate[] }) {
  const [teacherId, setTeacher] = useState<number | null>(lesson.substitute?.id ?? null);
  const who = candidates.find(({ teacher }) => teacher.id === teacherId)?.teacher;
  return (
    <>
      <label className="sfield">
        <span>Присматривает</span>
        <select
          className="field"
          value={who?.id ?? ''}
          onChange={(event) => setTeacher(event.target.value ? Number(event.target.value) : null)}
        >
          <option value="">никто</option>
          {candidates.map(({ teacher }) => (
            <option key={teacher.id} value={teacher.id}>
              {teacher.name}
            </option>
          ))}
        </select>
      </label>
      <Consequences
        title="Если дать самостоятельную работу"
        rows={[
          ['Урок', lessonWords(lesson, affected)],
          [
            'Журнал',
            who
              ? `Записывает ${who.name}, до конца дня ${dayMonth(view.date)}`
              : 'Запись остаётся за учителем предмета',
          ],
          ['Узнают сразу', [who && `${who.name} — «Мой день»`, whoLearns(lesson, affected)].filter(Boolean).join(', ')],
        ]}
      />
      <button
        type="button"
        className="btn primary justify-self-start"
        disabled={saving || !view.mayWrite}
        onClick={() =>
          onChange({ kind: 'self', teacherId: who?.id ?? null }, `${lesson.className}: самостоятельная работа`)
        }
      >
        Дать самостоятельную работу
      </button>
    </>
  );
}
