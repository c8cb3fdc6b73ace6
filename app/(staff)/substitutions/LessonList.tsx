import { FillSign } from '#app/_ui/FillSign.tsx';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/views.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { plural } from '#lib/domain/people.ts';
import { type AwayTeacher, changeWords, timetableNumber } from '#lib/domain/substitutions.ts';
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
            return (
              <tr key={lesson.id} className={chosen ? 'on' : undefined} aria-current={chosen ? 'true' : undefined}>
                <td className="font-bold">{timetableNumber(lesson)}</td>
                <td className="stime text-ink-2">
                  {timeIn(lesson.startsAt, view.tz)}–{timeIn(lesson.endsAt, view.tz)}
                </td>
                <td className="font-bold">{lesson.className}</td>
                <td className="sroom">{roomWords(lesson.room)}</td>
                <td>
                  {lesson.change ? (
                    <>
                      {changeWords(lesson, view)}
                      <span className="text-ink-2"> · {subjectWords(lesson)}</span>
                    </>
                  ) : (
                    <span className="flex items-center gap-2">
                      <FillSign state="empty" silent />
                      <b className="font-semibold">Не назначена</b>
                    </span>
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
                      aria-label={`${lesson.change ? 'Изменить' : 'Назначить'}: ${timetableNumber(lesson)}-й урок, ${lesson.className}`}
                      onClick={() => onChoose(lesson)}
                    >
                      {view.mayWrite ? (lesson.change ? 'Изменить' : 'Назначить') : 'Показать'}
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
  [lesson.subject.toLowerCase(), lesson.name].filter(Boolean).join(', ');
