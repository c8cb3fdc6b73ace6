import { FillSign } from '#app/_ui/FillSign.tsx';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { inSentence, roomWords } from '#lib/domain/diary.ts';
import { plural } from '#lib/domain/people.ts';
import { type AwayTeacher, absentWords, changeWords, lacksHolder, numberOn } from '#lib/domain/substitutions.ts';
import { dayMonth, timeIn, weekdayShort } from '#lib/domain/time.ts';

/** The lessons of one absent teacher with who holds each; the chosen one is being settled below. */
export function LessonList({
  view,
  teacher,
  chosenId,
  students,
  onChoose,
}: {
  view: SubstitutionsView;
  teacher: AwayTeacher;
  chosenId: number | null;
  students: number | null;
  onChoose(lesson: SubstitutionLesson): void;
}) {
  return (
    <section aria-labelledby="lessons">
      <h2 id="lessons">
        Уроки: {teacher.name}
        <span className="aside">
          {weekdayShort(view.date)} {dayMonth(view.date)}
        </span>
      </h2>
      <table className="stable slessons">
        <caption className="sr-only">Уроки, которым нужна замена</caption>
        <colgroup>
          <col className="w-8" />
          <col className="stime w-26" />
          <col className="w-16" />
          <col className="sroom w-22" />
          <col />
          <col className="w-30" />
        </colgroup>
        <tbody>
          {teacher.lessons.map((lesson) => {
            const chosen = lesson.id === chosenId;
            const lacks = lacksHolder(view, lesson);
            const number = numberOn(view, lesson);
            // Moved to another day it has neither time nor room on this one.
            const gone = lesson.date !== view.date;
            return (
              <tr key={lesson.id} className={chosen ? 'on' : undefined} aria-current={chosen ? 'true' : undefined}>
                <td className="font-bold">{number}</td>
                <td className="stime text-ink-2">
                  {gone ? '—' : `${timeIn(lesson.startsAt, view.tz)}–${timeIn(lesson.endsAt, view.tz)}`}
                </td>
                <td className="font-bold">{lesson.className}</td>
                <td className="sroom">{roomWords(gone && lesson.change ? lesson.change.was.room : lesson.room)}</td>
                <td>
                  {lacks ? (
                    <span className="flex items-center gap-2">
                      <FillSign state="empty" silent />
                      <span className="min-w-0 sm:truncate">
                        <b className="font-semibold">{lesson.change ? absentWords(lesson) : 'Не назначена'}</b>
                        <span className="text-ink-2"> · {subjectWords(lesson)}</span>
                      </span>
                    </span>
                  ) : (
                    <>
                      {changeWords(lesson, view)}
                      <span className="text-ink-2"> · {subjectWords(lesson)}</span>
                    </>
                  )}
                </td>
                <td>
                  {chosen ? (
                    <span className="text-ink-2 text-small">
                      {students === null ? '' : `${students} ${plural(students, 'ученик', 'ученика', 'учеников')}`}
                    </span>
                  ) : (
                    <button
                      type="button"
                      className="btn quiet small"
                      aria-label={`${lacks ? 'Назначить' : 'Изменить'}: ${number}-й урок, ${lesson.className}`}
                      onClick={() => onChoose(lesson)}
                    >
                      {view.mayWrite ? (lacks ? 'Назначить' : 'Изменить') : 'Показать'}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const subjectWords = (lesson: SubstitutionLesson): string =>
  [inSentence(lesson.subject), lesson.name].filter(Boolean).join(', ');
