import Link from 'next/link';
import type { ReactNode } from 'react';
import type { TimetableLesson, TimetableView } from '#lib/contract/timetableViews.ts';
import { roomWords } from '#lib/domain/diary.ts';
import {
  changeTags,
  holderOf,
  isTakenOver,
  placeWords,
  subjectOf,
  type TimetableBy,
} from '#lib/domain/timetableWeek.ts';

/** One lesson in its place. A change is said calmly: a cut corner, its name, and what stood by the timetable. */
export function LessonCard({
  lesson,
  of,
  left,
  time,
  state,
  fresh,
  opens,
}: {
  lesson: TimetableLesson;
  /** Whose week it stands in. */
  of: Pick<TimetableView, 'by' | 'id'>;
  /** It has been moved away from this place. */
  left: boolean;
  /** Of the line: a lesson that rings otherwise says so. */
  time: { starts: string; ends: string } | null;
  state: 'running' | 'next' | null;
  fresh: boolean;
  /** Its journal may be opened. */
  opens: boolean;
}) {
  const { by } = of;
  const { starts, ends, room, className, name, cancelled } = lesson;
  const taken = isTakenOver(of, lesson);
  const subject = subjectOf(lesson);
  const tags = left ? [] : taken ? [{ text: 'Замещает', detail: holderOf(lesson) }] : changeTags(lesson);
  const title = by === 'teacher' || by === 'room' ? className : subject;
  const rest =
    by === 'teacher' ? [subject, name] : by === 'room' ? [subject, name, holderOf(lesson)] : [name, holderOf(lesson)];
  const own = time && (time.starts !== starts || time.ends !== ends) ? `${starts}–${ends}` : null;
  const off = cancelled || left;
  const classes = [
    'ttlesson',
    off && 'off',
    taken && 'taken',
    !off && tags.length > 0 && 'changed',
    state,
    fresh && 'fresh',
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')} aria-current={state === 'running' ? 'time' : undefined}>
      <span className="tttitle">
        {by === 'room' || left ? null : <span className="ttroom">{room}</span>}
        <Title href={opens && !left ? `/journal/${lesson.groupId}?lesson=${lesson.id}` : null}>{title}</Title>
      </span>
      <span className="ttrest">{rest.filter(Boolean).join(', ')}</span>
      {own && !left ? <span className="ttrest">{own}</span> : null}
      {left ? <span className="ttchange">Перенесён: {leftFor(lesson, by)}</span> : null}
      {tags.map(({ text, detail }) => (
        <span key={text} className="ttchange">
          <b>{text}</b>
          {detail ? `${taken ? ' ' : ', '}${detail}` : null}
        </span>
      ))}
      {state === 'running' ? <span className="sr-only">Идёт сейчас</span> : null}
      {state === 'next' ? <span className="sr-only">Следующий урок</span> : null}
    </div>
  );
}

function Title({ href, children }: { href: string | null; children: ReactNode }) {
  return href ? (
    <Link href={href} prefetch={false}>
      {children}
    </Link>
  ) : (
    <b>{children}</b>
  );
}

/** Where it has gone: for a room, the other room may be all. */
function leftFor(lesson: TimetableLesson, by: TimetableBy): string {
  const was = lesson.change?.was;
  const moved = was && (was.date !== lesson.date || was.number !== lesson.number);
  const place = moved ? placeWords(lesson) : '';
  const room = by === 'room' && was?.room !== lesson.room ? roomWords(lesson.room) : '';
  return [place, room].filter(Boolean).join(', ');
}
