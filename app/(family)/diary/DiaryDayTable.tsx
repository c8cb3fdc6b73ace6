'use client';

import { useId, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { useSeen } from '#app/_ui/useSeen.ts';
import { markKey } from '#app/(family)/_parts/Corrected.tsx';
import { TaskLinks } from '#app/(family)/_parts/TaskLinks.tsx';
import type { DiaryDay, DiaryHomework, DiaryLesson, DiaryView } from '#lib/contract/diaryViews.ts';
import { absenceWords, comingControls, roomWords, saidOf } from '#lib/domain/diary.ts';
import { attendanceText } from '#lib/domain/marks.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth, weekdayName } from '#lib/domain/time.ts';

type Shared = { view: DiaryView; fresh: ReadonlySet<string>; onOpenMarks(lessonId: number): void };

const COLUMNS = ['№', 'Урок', 'Домашнее задание', 'Отметки'];

/** One day: №, subject, what is due, marks and absences. Tapping a subject tells the rest of the lesson. */
export function DiaryDayTable({ day, ...shared }: Shared & { day: DiaryDay }) {
  const today = day.date === shared.view.today;
  const count = day.lessons.length;
  return (
    <table
      id={`day-${day.date}`}
      className="w-full scroll-mt-[5.25rem] table-fixed bg-surface text-[0.875rem] leading-[1.125rem]"
    >
      <caption className="border-line-2 border-b bg-paper px-3.5 pt-2 pb-1.5 text-left text-body">
        <b className={today ? 'text-accent' : ''}>
          {weekdayName(day.date)}, {dayMonth(day.date)}
        </b>
        {today ? <span className="text-accent text-base"> — сегодня</span> : null}
        <span className="float-right text-base text-ink-3">
          {count > 0 ? `${count} ${plural(count, 'урок', 'урока', 'уроков')}` : ''}
        </span>
      </caption>
      <colgroup>
        <col className="w-8" />
        <col className="w-[7.25rem] md:w-[14rem]" />
        <col />
        <col className="w-[3.75rem]" />
      </colgroup>
      <thead>
        <tr className="[&>th]:h-0 [&>th]:p-0">
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              <span className="sr-only">{column}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {count === 0 ? (
          <tr>
            <td colSpan={4} className="border-line border-b px-3.5 py-2 text-ink-2">
              {day.dayOff}
            </td>
          </tr>
        ) : (
          day.lessons.map((lesson) => <LessonRows key={lesson.id} lesson={lesson} date={day.date} {...shared} />)
        )}
      </tbody>
    </table>
  );
}

const CELL = 'border-line border-b align-top py-1.5';

function LessonRows({ lesson, date, view, fresh, onOpenMarks }: Shared & { lesson: DiaryLesson; date: string }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const changed = useSeen(
    new Map([
      ['homework', lesson.homework.reduce((sum, homework) => sum + homework.v, 0)],
      ['absence', lesson.absence.v + lesson.absence.reasonV],
      ['change', lesson.changeV],
    ]),
  );
  const control = comingControls(view).find((own) => own.groupId === lesson.groupId && own.date === date);
  const said = saidOf(lesson, date);
  const freshResult = changed('absence') || lesson.marks.some((mark) => fresh.has(markKey(mark)));
  return (
    <>
      <tr>
        <td className={`${CELL} pl-3.5 text-ink-3 text-small`}>{lesson.number}</td>
        <td className={`border-line border-b p-0 align-top ${changed('change') ? 'fresh' : ''}`}>
          <button
            type="button"
            className="block w-full px-2 py-1.5 hyphens-auto text-left font-medium [overflow-wrap:anywhere]"
            aria-expanded={open}
            aria-controls={detailsId}
            onClick={() => setOpen(!open)}
          >
            {/* Two lines at most: opened, the row says the whole name. */}
            <span
              className={`line-clamp-2 ${lesson.cancelled ? 'text-ink-3 line-through' : ''}`}
              title={lesson.subject}
            >
              {lesson.subject}
            </span>
            {said ? <span className={lesson.cancelled ? 'tag mt-0.5' : 'tag warn mt-0.5'}>{said.tag}</span> : null}
            {control && !lesson.cancelled ? <span className="tag accent mt-0.5">Контрольная</span> : null}
          </button>
        </td>
        <td
          className={`${CELL} pr-1.5 pl-2 hyphens-auto text-base text-ink-2 [overflow-wrap:anywhere] ${changed('homework') ? 'fresh' : ''}`}
        >
          {lesson.homework.map((homework) => (
            <Due key={homework.fromId} homework={homework} />
          ))}
        </td>
        <td className={`border-line border-b border-l p-0 align-top ${freshResult ? 'fresh' : ''}`}>
          <Result lesson={lesson} onOpen={() => onOpenMarks(lesson.id)} />
        </td>
      </tr>
      <tr id={detailsId} hidden={!open}>
        <td colSpan={4} className="border-line border-b bg-sunken px-3.5 py-2 text-base text-ink-2">
          {open ? <Details lesson={lesson} said={said?.words ?? null} /> : null}
        </td>
      </tr>
    </>
  );
}

function Due({ homework }: { homework: DiaryHomework }) {
  if (homework.state === 'none') return <span className="block text-ink-3">Не задано</span>;
  return (
    <span className={`block whitespace-pre-line ${homework.done ? 'text-ink-3' : ''}`}>
      {homework.done ? (
        <span className="mr-1 inline-block align-[-0.05em]">
          <Icon name="check" size="small" />
          <span className="sr-only">Сделано: </span>
        </span>
      ) : null}
      {homework.text}
      <TaskLinks links={homework.links} files={homework.files} look="table" />
    </span>
  );
}

/** Marks and absence in one cell; with a mark it is a button that tells what the mark is for. */
function Result({ lesson, onOpen }: { lesson: DiaryLesson; onOpen(): void }) {
  const absence = attendanceText(lesson.absence);
  const absent = absence ? (
    <span className="font-medium text-att-absent" title={absenceWords(lesson) ?? ''}>
      {absence}
    </span>
  ) : null;
  if (lesson.marks.length === 0) return <div className="py-1.5 pr-3 text-right">{absent}</div>;
  return (
    <button
      type="button"
      className="flex min-h-[1.875rem] w-full flex-wrap items-center justify-end gap-x-1 py-1 pr-3 hover:bg-hover"
      aria-haspopup="dialog"
      onClick={onOpen}
    >
      {absent}
      <span className="inline-flex items-center">
        {lesson.marks.map((mark, index) => (
          <span key={markKey(mark)} className="inline-flex items-center">
            {index > 0 ? <span className="px-px text-ink-3">/</span> : null}
            <MarkChip value={mark.value} weight={mark.weight} look="text" />
          </span>
        ))}
      </span>
      <span className="sr-only">, подробнее: {lesson.subject}</span>
    </button>
  );
}

function Details({ lesson, said }: { lesson: DiaryLesson; said: string | null }) {
  const { given } = lesson;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 [&>dt]:text-ink-3">
      <dt>Урок</dt>
      <dd>{lesson.subject}</dd>
      <dt>Время</dt>
      <dd>
        {lesson.starts}–{lesson.ends}
        {lesson.room ? `, ${roomWords(lesson.room)}` : ''}
      </dd>
      <dt>Тема урока</dt>
      <dd>{lesson.topic ?? 'ещё не записана'}</dd>
      {lesson.change && said ? (
        <>
          <dt>В расписании</dt>
          <dd>{said}</dd>
        </>
      ) : null}
      {lesson.substitute !== null ? (
        <>
          <dt>Замена</dt>
          <dd>{lesson.substitute}</dd>
        </>
      ) : null}
      {absenceWords(lesson) ? (
        <>
          <dt>Посещаемость</dt>
          <dd>{absenceWords(lesson)}</dd>
        </>
      ) : null}
      {given ? (
        <>
          <dt>Задано{given.dueDate ? ` на ${dayMonth(given.dueDate)}` : ''}</dt>
          <dd className="whitespace-pre-line">{given.state === 'none' ? 'Не задано' : given.text}</dd>
        </>
      ) : null}
    </dl>
  );
}
