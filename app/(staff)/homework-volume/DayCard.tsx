import Link from 'next/link';
import type { HomeworkVolumeView } from '#lib/contract/homeworkVolumeView.ts';
import { type DayVolume, hoursText, isTooMuch } from '#lib/domain/homeworkVolume.ts';
import { dayMonth, weekdayName } from '#lib/domain/time.ts';

/** What one class has for one day, subject by subject, each leading to the lesson that gave it. */
export function DayCard({
  view,
  label,
  date,
  volume,
}: {
  view: HomeworkVolumeView;
  label: string;
  date: string;
  volume: DayVolume | undefined;
}) {
  const teachers = new Map(view.groups.map((group) => [group.id, group.teacher]));
  return (
    <section className="panel hvcard" aria-label={`${label}, ${weekdayName(date)}`}>
      <h2>
        {label}, {weekdayName(date).toLowerCase()}, {dayMonth(date)}
        {volume && (
          <span className={isTooMuch(volume) ? 'text-bad' : 'text-ink-2'}>
            {hoursText(volume.minutes)} из {hoursText(volume.norm)}
          </span>
        )}
      </h2>
      {volume ? (
        <ul>
          {volume.subjects.map((subject) => (
            <li key={subject.groupId}>
              <Link href={`/journal/${subject.groupId}?lesson=${subject.lessonId}&field=homework`} prefetch={false}>
                {subject.subject}
              </Link>
              <span className="text-ink-3">{teachers.get(subject.groupId)}</span>
              <span className="ml-auto tabular-nums">
                {subject.guessed && '≈ '}
                {hoursText(subject.minutes)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">К этому дню ничего не задано.</p>
      )}
      <p className="text-ink-3 text-small">
        «≈» — учитель не указал время, взято обычное для предмета. Из подгрупп считается та, у которой задано больше.
      </p>
    </section>
  );
}
