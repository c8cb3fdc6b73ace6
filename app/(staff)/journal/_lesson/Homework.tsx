import { useState } from 'react';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson } from '#lib/contract/views.ts';
import { dayIn, dayMonth, timeIn, weekdayShort } from '#lib/domain/time.ts';
import { durationText } from '../_model/clock.ts';
import type { LessonChange, LessonFields } from '../_model/lessonFields.ts';
import { DraftField } from './DraftField.tsx';
import { HOMEWORK_FIELD } from './focusField.ts';
import { Select } from './Select.tsx';

type Props = {
  lessons: readonly JournalLesson[];
  lesson: JournalLesson;
  fields: LessonFields;
  off: boolean;
  now: number;
  tz: string;
  record(change: LessonChange): Promise<CommandAnswer> | null;
  pick(change: LessonChange): void;
  onBack(): void;
};

/** Choices of «≈ минут»: how long an average pupil sits over it. */
const MINUTES = [10, 15, 20, 30, 40, 60, 90] as const;

/** «до 15:10 · 1 ч 52 мин»: an hour after the class's last lesson of the day (003 П2 2.2). */
function Deadline({ lesson, done, now, tz }: { lesson: JournalLesson; done: boolean; now: number; tz: string }) {
  const by = Date.parse(lesson.homeworkBy);
  if (done || lesson.cancelled || now < Date.parse(lesson.startsAt)) return null;
  const at = timeIn(new Date(by), tz);
  if (now >= by) {
    const day = dayIn(new Date(by), tz) === dayIn(new Date(now), tz) ? '' : `${dayMonth(lesson.date)} `;
    return (
      <b className="font-normal text-bad">
        срок прошёл {day}в {at}
      </b>
    );
  }
  return (
    <b className="font-normal text-warn">
      до {at} · {durationText(by - now)}
    </b>
  );
}

/** «Домашнее задание»: text, time it takes, or «Не задано», which is an answer too. */
export function Homework({ lessons, lesson, fields, off, now, tz, record, pick, onBack }: Props) {
  const { value, version } = fields.homework;
  // Chosen before there is a text to keep it with.
  const [early, setEarly] = useState<{ lessonId: number; minutes: number | null } | null>(null);
  const shown = value.minutes ?? (early?.lessonId === lesson.id ? early.minutes : null);
  const none = value.state === 'none';
  const due = lesson.homework?.dueDate ?? lessons.find((l) => l.date > lesson.date && !l.cancelled)?.date ?? null;
  return (
    <>
      <DraftField
        name={`homework:${lesson.id}`}
        id={HOMEWORK_FIELD}
        label="Домашнее задание"
        aside={<Deadline lesson={lesson} done={value.state !== null} now={now} tz={tz} />}
        placeholder={none ? 'Не задано' : '§ 12, № 345 (а–г)'}
        text={value.text}
        version={version}
        limit={2000}
        rows={2}
        off={off || none}
        onCommit={(text) =>
          record({ field: 'homework', state: text ? 'given' : null, text, minutes: text ? shown : null })
        }
        onFinish={onBack}
      />
      <div className="mt-1.5 flex items-center gap-1.5 text-small">
        {due && (
          <span className="tag plain" title="К какому уроку">
            к {weekdayShort(due).toLowerCase()} {dayMonth(due)}
          </span>
        )}
        <Select
          className="chip"
          aria-label="Сколько минут займёт"
          disabled={off || none}
          value={shown ?? ''}
          onChange={(event) => {
            const chosen = Number(event.target.value) || null;
            setEarly({ lessonId: lesson.id, minutes: chosen });
            if (value.state === 'given') pick({ field: 'homework', state: 'given', text: value.text, minutes: chosen });
          }}
        >
          <option value="">≈ минут</option>
          {MINUTES.map((option) => (
            <option key={option} value={option}>
              {option} мин
            </option>
          ))}
        </Select>
        <label className="ml-auto inline-flex items-center gap-1.5 whitespace-nowrap">
          <input
            type="checkbox"
            className="checkbox"
            disabled={off || value.text !== null}
            checked={none}
            onChange={(event) =>
              pick({ field: 'homework', state: event.target.checked ? 'none' : null, text: null, minutes: null })
            }
          />
          Не задано
        </label>
      </div>
    </>
  );
}
