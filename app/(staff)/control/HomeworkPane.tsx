import './rows.css';
import Link from 'next/link';
import { lessonHref } from '#app/(staff)/control/lessonLink.ts';
import type { WallView } from '#lib/contract/wallView.ts';
import { plural } from '#lib/domain/people.ts';
import { timeIn } from '#lib/domain/time.ts';
import { type HomeworkDue, homeworkDue } from '#lib/domain/wall.ts';

/** Less than this is worth a warning colour, minutes: a teacher can still be reminded in the break. */
const SOON = 30;
/** Rows of the list: what a person can act on before the picture has changed. */
const LISTED = 60;

/** «37 мин», «1 ч 13 мин». */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} мин`;
  return minutes % 60 === 0 ? `${hours} ч` : `${hours} ч ${minutes % 60} мин`;
}

/** Homework of held lessons that nobody has entered, by deadline, and the nearest of them by name. */
export function HomeworkPane({
  view,
  minute,
  tz,
  names,
}: {
  view: WallView;
  minute: number;
  tz: string;
  /** Whether teachers are named: not to who looks at the school by classes. */
  names: boolean;
}) {
  const { overdue, coming } = homeworkDue(view, minute);
  const classes = new Map(view.classes.map((c) => [c.id, `${c.grade}${c.letter}`]));
  const teachers = new Map(view.teachers.map((teacher) => [teacher.id, teacher.name]));
  const rows = [...overdue, ...coming]
    .flatMap((due) => due.lessons.map((lesson) => ({ due, lesson })))
    .slice(0, LISTED);
  if (rows.length === 0) {
    return <p className="text-ink-2">У всех проведённых уроков домашнее задание внесено или отмечено «Не задано».</p>;
  }
  const until = (dues: HomeworkDue[]) => {
    const at = dues.at(-1)?.at;
    return at === undefined ? '' : `до ${timeIn(new Date(at), tz)}`;
  };
  return (
    <>
      <dl className="mb-1.5 grid flex-none grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-2.5">
        {overdue.length > 0 ? (
          <Deadline
            tone="text-bad"
            name="Просрочено"
            where={classWords(overdue, classes)}
            until={until(overdue)}
            dues={overdue}
          />
        ) : null}
        {coming.slice(0, 3).map((due) => (
          <Deadline
            key={due.at}
            tone={due.minutes < SOON ? 'text-warn' : ''}
            name={minutesText(due.minutes)}
            where={classWords([due], classes)}
            until={until([due])}
            dues={[due]}
          />
        ))}
      </dl>
      <div className="pane">
        <table className="rows">
          <tbody>
            {rows.map(({ due, lesson }) => (
              <tr key={lesson.id}>
                <th scope="row" className="w-8">
                  {classes.get(lesson.classId)}
                </th>
                <td>
                  <Link href={lessonHref(lesson, 'homework')} prefetch={false}>
                    {lesson.subject}
                    {names ? <span className="off-tv">, {teachers.get(lesson.teacherId)}</span> : null}
                  </Link>
                </td>
                <td className={`number w-18 ${due.at < minute ? 'text-bad' : due.minutes < SOON ? 'text-warn' : ''}`}>
                  {due.at < minute ? `−${minutesText(-due.minutes)}` : minutesText(due.minutes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** A few classes by name, many by number. */
function classWords(dues: HomeworkDue[], names: Map<number, string>): string {
  const ids = [...new Set(dues.flatMap((due) => due.classIds))];
  if (ids.length <= 3) return ids.map((id) => names.get(id)).join(', ');
  return `${ids.length} ${plural(ids.length, 'класс', 'класса', 'классов')}`;
}

function Deadline({
  tone,
  name,
  where,
  until,
  dues,
}: {
  tone: string;
  name: string;
  where: string;
  until: string;
  dues: HomeworkDue[];
}) {
  return (
    <>
      <dt className={`font-semibold text-title leading-[1.375rem] ${tone}`}>{name}</dt>
      <dd className="truncate text-ink-2 text-small">
        {where}, {until}
      </dd>
      <dd className="font-semibold">{dues.reduce((sum, due) => sum + due.lessons.length, 0)}</dd>
    </>
  );
}
