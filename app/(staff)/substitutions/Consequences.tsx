import type { ReactNode } from 'react';
import type { LessonAffected } from '#lib/contract/reads.ts';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { plural } from '#lib/domain/people.ts';
import { type Candidate, HEAVY_WEEK, homeOf } from '#lib/domain/substitutions.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { hoursText } from './FreeTeachers.tsx';

/** «Если назначить …»: what will be so, before it is. */
export function Consequences({
  title,
  rows,
  children,
}: {
  title: string;
  rows: readonly (readonly [string, string])[];
  children?: ReactNode;
}) {
  return (
    <section className="sfuture" aria-live="polite">
      <h2>
        {title}
        {children}
      </h2>
      <dl>
        {rows.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** «8Б — расписание у 26 учеников и 43 родителей». */
export function whoLearns(lesson: SubstitutionLesson, affected: LessonAffected | null): string {
  if (!affected) return `${lesson.className} — расписание у учеников и родителей`;
  const { students, parents } = affected;
  return `${lesson.className} — расписание у ${students} ${plural(students, 'ученика', 'учеников', 'учеников')} и ${parents} ${plural(parents, 'родителя', 'родителей', 'родителей')}`;
}

export function lessonWords(lesson: SubstitutionLesson, affected: LessonAffected | null, room = lesson.room): string {
  const topic = affected?.topic ? `тема «${affected.topic}»` : 'тема ещё не записана';
  return [lesson.subject, topic, roomWords(room)].filter(Boolean).join(', ');
}

/** What it means to give this lesson to this person. */
export function ifAssigned(
  view: SubstitutionsView,
  lesson: SubstitutionLesson,
  { teacher, busy, gaps, newGaps }: Candidate,
  affected: LessonAffected | null,
  instead: string | null,
): (readonly [string, string])[] {
  const count = busy.length + 1;
  const windows =
    gaps === 0
      ? count > 1
        ? 'подряд, без окна'
        : 'других уроков нет'
      : `${gaps} ${plural(gaps, 'окно', 'окна', 'окон')}${newGaps > 0 ? `, из них новых ${newGaps}` : ''}`;
  const week = teacher.hours + 100;
  const heavy = week >= HEAVY_WEEK ? ', больше полутора ставок' : '';
  const own = lessonWords(lesson, affected);
  return [
    ['Урок', instead ? `${instead} вместо: ${lesson.subject.toLowerCase()}, ${roomWords(lesson.room)}` : own],
    [
      'Нагрузка',
      `${count} ${plural(count, 'урок', 'урока', 'уроков')} в этот день, ${windows} · ${hoursText(week)} за неделю${heavy}`,
    ],
    ['Журнал', `Запись за этот урок в ${homeOf(lesson)} открыта до конца дня ${dayMonth(view.date)}`],
    ['Узнают сразу', `${teacher.name} — «Мой день», ${whoLearns(lesson, affected)}`],
  ];
}
