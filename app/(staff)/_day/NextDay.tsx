import Link from 'next/link';
import type { MyDayView } from '#lib/contract/myDayView.ts';
import { dayHref, nextDay } from '#lib/domain/myDay.ts';
import { plural } from '#lib/domain/people.ts';

/** The next day with lessons: when, whom, where. */
export function NextDay({ view, label }: { view: MyDayView; label(date: string): string }) {
  const day = nextDay(view, view.date > view.today ? view.date : view.today);
  if (!day) return null;
  const lessons = day.lessons.filter((lesson) => !lesson.cancelled);
  return (
    <section className="panel dtodo" aria-labelledby="day-next">
      <h2 id="day-next">
        {label(day.date)}
        <span className="ml-auto font-normal text-ink-3 text-small">
          {lessons.length} {plural(lessons.length, 'урок', 'урока', 'уроков')}
        </span>
      </h2>
      <table className="dnext">
        <tbody>
          {day.lessons.map((lesson) => (
            <tr key={lesson.id} className={lesson.cancelled ? 'text-ink-3 line-through' : ''}>
              <td className="text-ink-3">{lesson.number}</td>
              <td>{lesson.starts}</td>
              <td>
                <Link href={dayHref(lesson, 'topic')} prefetch={false} className="text-ink">
                  <b>{lesson.className}</b> {lesson.subject}
                </Link>
                {lesson.instead && <span className="text-accent text-small"> замена</span>}
              </td>
              <td>{lesson.room}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
