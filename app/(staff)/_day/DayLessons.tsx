import Link from 'next/link';
import type { RefObject } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { FillSign } from '#app/_ui/FillSign.tsx';
import type { DayLesson, MyDayView } from '#lib/contract/myDayView.ts';
import { countdown } from '#lib/domain/homeworkDeadline.ts';
import { changeSaid } from '#lib/domain/lessonChange.ts';
import { dayHref, dayState, fieldState, isToFill, nextDay } from '#lib/domain/myDay.ts';
import { offerOf } from '#lib/domain/plans/drafts.ts';
import { dayMonth, weekdayName, weekdayOf } from '#lib/domain/time.ts';

const FIELDS = [
  ['roll', 'присутствие'],
  ['topic', 'тема'],
  ['homework', 'ДЗ'],
] as const;

type Props = {
  view: MyDayView;
  lessons: readonly DayLesson[];
  at: number;
  now: number;
  list: RefObject<HTMLOListElement | null>;
  onChoose(id: number): void;
};

/** The lessons of the chosen day. Arrows choose, Enter opens; a box stands only round what is missing. */
export function DayLessons({ view, lessons, at, now, list, onChoose }: Props) {
  if (lessons.length === 0)
    return (
      <div className="panel grid flex-1 content-center">
        <NoLessons view={view} />
      </div>
    );
  return (
    <div className="panel dlessons">
      <ol
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the page's keys begin here
        tabIndex={0}
        aria-label="Уроки дня: стрелки вверх и вниз — урок, Enter — журнал"
        className="flex min-h-0 flex-1 flex-col overflow-y-auto"
      >
        {lessons.map((lesson, index) => (
          <Lesson
            key={lesson.id}
            lesson={lesson}
            view={view}
            now={now}
            chosen={index === at}
            onChoose={() => onChoose(lesson.id)}
          />
        ))}
      </ol>
      <p className="dlegend">
        {(
          [
            ['filled', 'Заполнено'],
            ['empty', 'Не заполнено'],
            ['late', 'Просрочено'],
            ['running', 'Идёт'],
          ] as const
        ).map(([state, words]) => (
          <span key={state} className="inline-flex items-center gap-1.5">
            <FillSign state={state} silent />
            {words}
          </span>
        ))}
        <span className="ml-auto">
          <kbd className="dkbd">↑</kbd> <kbd className="dkbd">↓</kbd> урок · <kbd className="dkbd">Enter</kbd> в журнал
          · <kbd className="dkbd">Т</kbd> тема · <kbd className="dkbd">Д</kbd> ДЗ · <kbd className="dkbd">Р</kbd> ввод
          работы
        </span>
      </p>
    </div>
  );
}

function Lesson({
  lesson,
  view,
  now,
  chosen,
  onChoose,
}: {
  lesson: DayLesson;
  view: MyDayView;
  now: number;
  chosen: boolean;
  onChoose(): void;
}) {
  const { tz } = view;
  const mine = isToFill(lesson, view.today);
  const state = dayState(lesson, tz, now);
  const left = lesson.due - lesson.done;
  const begun = state !== 'next' && state !== 'cancelled';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the page's
    <li
      className={`dlesson ${state}${chosen ? ' chosen' : ''}`}
      aria-current={chosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <span className={`dbar ${state}`} aria-hidden="true" />
      <span className="dnumber">{lesson.number}</span>
      <span className="dtime">
        <b>{lesson.starts}</b>
        <span>{lesson.ends}</span>
      </span>
      <span className="dwhat">
        <Link href={dayHref(lesson)} prefetch={false} className="text-ink">
          <b>{lesson.className}</b> {lesson.subject}
          {lesson.name && <span className="text-ink-2">, {lesson.name}</span>}
        </Link>
        {lesson.instead && (
          <span className="dunder text-accent">
            {lesson.change?.kind === 'merge' ? 'Объединён с вашим' : 'Замещаете'}: {lesson.instead}
            {lesson.change?.instead && `, вместо этого ${lesson.change.instead.toLowerCase()}`}
          </span>
        )}
        {lesson.by && <span className="dunder text-ink-2">Замещает {lesson.by}</span>}
        {lesson.cancelled && <span className="dunder text-ink-2">Урок отменён</span>}
        {(lesson.change?.kind === 'move' || lesson.change?.kind === 'self') && (
          <span className="dunder text-ink-2">
            {changeSaid({ ...lesson, substituted: lesson.by !== null })?.tag}
            {lesson.change.kind === 'move' &&
              `: было ${dayMonth(lesson.change.was.date)}, ${lesson.change.was.number}-й урок`}
            {lesson.change.kind === 'self' && ' работа класса'}
          </span>
        )}
        {begun && left > 0 && lesson.by === null && (
          <Link href={dayHref(lesson, 'marks')} prefetch={false} className="dunder text-warn">
            К/р: нет отметок у {left}
          </Link>
        )}
      </span>
      <Record lesson={lesson} tz={tz} now={now} begun={begun} />
      <span className="text-right text-ink-3 text-small">{lesson.room && `каб. ${lesson.room}`}</span>
      <span className="dchips">
        {FIELDS.map(([field, words]) => {
          const sign = fieldState(lesson, lesson[field], tz, now);
          const open = mine && !lesson[field] && begun;
          const content = (
            <>
              <FillSign state={sign} />
              {words}
            </>
          );
          return open ? (
            <Link key={field} className={`dchip ${sign}`} href={dayHref(lesson, field)} prefetch={false}>
              {content}
            </Link>
          ) : (
            <span key={field} className={`dchip ${sign === 'late' ? 'empty' : sign}`}>
              {content}
            </span>
          );
        })}
      </span>
    </li>
  );
}

function Record({ lesson, tz, now, begun }: { lesson: DayLesson; tz: string; now: number; begun: boolean }) {
  const { record } = lesson;
  if (!record) return <span />;
  const { homework } = record;
  const term = countdown(Date.parse(record.homeworkBy), now, tz);
  const offer = record.draft && offerOf(record.draft, null);
  return (
    <span className="dtopic">
      {record.topic === null && offer?.topic ? (
        <span className="dclip text-ink-3 italic" title="Черновик из КТП: подтвердите тему в журнале">
          КТП: {offer.topic}
        </span>
      ) : (
        <span className="dclip">{record.topic ?? (begun ? 'Тема не внесена' : '')}</span>
      )}
      <span className="dclip dunder text-ink-3">
        {homework ? (
          `ДЗ: ${homework.state === 'none' ? 'не задано' : homework.text}`
        ) : begun && lesson.by === null ? (
          <span className={`tabular-nums ${term.late ? 'text-bad' : 'text-warn'}`}>
            {term.late ? `ДЗ не внесено, ${term.words}` : `ДЗ ${term.words}`}
          </span>
        ) : (
          ''
        )}
      </span>
    </span>
  );
}

/** Why the day is empty, and where the next lessons are. */
function NoLessons({ view }: { view: MyDayView }) {
  const next = nextDay(view, view.date);
  const weekend = weekdayOf(view.date) >= 6;
  const title = view.dayOff ?? (weekend ? 'Выходной' : 'В этот день у вас нет уроков');
  return (
    <EmptyState
      title={title}
      action={
        next && (
          <Link className="btn" href={`/day?date=${next.date}`} prefetch={false}>
            {weekdayName(next.date)}, {dayMonth(next.date)}
          </Link>
        )
      }
    >
      {view.dayOff || weekend
        ? 'Уроков в этот день нет ни у кого.'
        : 'По расписанию и по заменам в этот день ничего не стоит. Расписание ведёт заместитель директора.'}
      {next ? ' Ближайшие уроки:' : ' Ближайших уроков в расписании нет.'}
    </EmptyState>
  );
}
