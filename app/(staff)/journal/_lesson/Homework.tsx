import { useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { countdown } from '#lib/domain/homeworkDeadline.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import { homeworkChange, type LessonChange, type LessonFields } from '../_model/lessonFields.ts';
import { DraftField } from './DraftField.tsx';
import { HOMEWORK_FIELD } from './focusField.ts';
import { HomeworkDue } from './HomeworkDue.tsx';
import { HomeworkFiles } from './HomeworkFiles.tsx';
import { HomeworkIdeas } from './HomeworkIdeas.tsx';
import { HomeworkLinks } from './HomeworkLinks.tsx';
import { Select } from './Select.tsx';
import { VolumeHint } from './VolumeHint.tsx';

type Props = {
  lessons: readonly JournalLesson[];
  group: { id: number; className: string; subject: string };
  personId: number;
  lesson: JournalLesson;
  fields: LessonFields;
  /** Its draft from the plan. */
  offer: string | null;
  off: boolean;
  now: number;
  tz: string;
  record(change: LessonChange): Promise<CommandAnswer> | null;
  pick(change: LessonChange): void;
  /** A command of another lesson. */
  send(command: NewCommand): Promise<CommandAnswer>;
  onBack(): void;
};

/** What was chosen before there is a text to keep it with. */
type Early = { lessonId: number; minutes: number | null; dueId: number | null; links: HomeworkLink[] };

/** Choices of «≈ минут»: how long an average pupil sits over it. */
const MINUTES = [10, 15, 20, 30, 40, 60, 90] as const;

/** «до 15:10 · осталось 42 мин»: an hour after the last lesson of these students (003 П2 2.2). */
function Deadline({ lesson, done, now, tz }: { lesson: JournalLesson; done: boolean; now: number; tz: string }) {
  if (done || lesson.cancelled || now < Date.parse(lesson.startsAt)) return null;
  const { late, words } = countdown(Date.parse(lesson.homeworkBy), now, tz);
  return <p className={`mt-0.5 text-small tabular-nums ${late ? 'text-bad' : 'text-warn'}`}>{words}</p>;
}

/** «Домашнее задание»: text, time it takes, or «Не задано», which is an answer too. */
export function Homework({
  lessons,
  group,
  personId,
  lesson,
  fields,
  offer,
  off,
  now,
  tz,
  record,
  pick,
  send,
  onBack,
}: Props) {
  const { value, version } = fields.homework;
  const [early, setEarly] = useState<Early | null>(null);
  // What the class has already is asked for when somebody begins to write, and followed from then on.
  const [weighing, setWeighing] = useState(false);
  const { minutes, dueId, links } =
    value.state === 'given' ? value : early?.lessonId === lesson.id ? early : { minutes: null, dueId: null, links: [] };
  const none = value.state === 'none';
  const given = (text: string | null, change: Partial<Omit<Early, 'lessonId'>> = {}): LessonChange =>
    homeworkChange({ state: text ? 'given' : null, text, minutes, dueId, links, ...change });
  /** Without a text there is nothing to keep it with: it waits for one. */
  function choose(change: Partial<Omit<Early, 'lessonId'>>) {
    if (value.state === 'given') pick(given(value.text, change));
    else setEarly({ lessonId: lesson.id, minutes, dueId, links, ...change });
  }
  const dueDate = dueDateOf(lessons, lesson, dueId);
  return (
    <div className="contents" onFocusCapture={() => setWeighing(true)}>
      <DraftField
        name={`homework:${lesson.id}`}
        id={HOMEWORK_FIELD}
        label="Домашнее задание"
        aside=""
        placeholder={none ? 'Не задано' : '§ 12, № 345 (а–г)'}
        text={value.text}
        version={version}
        limit={2000}
        rows={2}
        offer={offer}
        off={off || none}
        onCommit={(text) => record(given(text))}
        onFinish={onBack}
      />
      <Deadline lesson={lesson} done={value.state !== null} now={now} tz={tz} />
      {!off && !none && dueDate !== null && (
        <div className="jvolume">
          {weighing && (
            <VolumeHint group={group} personId={personId} lessonId={lesson.id} date={dueDate} minutes={minutes} />
          )}
        </div>
      )}
      <div className="mt-1.5 flex flex-wrap items-center gap-1 text-small">
        <HomeworkDue
          lessons={lessons}
          lesson={lesson}
          dueId={dueId}
          off={off || none}
          onChoose={(id) => choose({ dueId: id })}
        />
        <Select
          className="chip"
          aria-label="Сколько минут займёт"
          disabled={off || none}
          value={minutes ?? ''}
          onChange={(event) => choose({ minutes: Number(event.target.value) || null })}
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
      <div className="jacts mt-1">
        {!none && <HomeworkLinks links={links} off={off} onChange={(next) => choose({ links: next })} />}
        {(!none || lesson.files.length > 0) && (
          <HomeworkFiles lesson={lesson} off={off} given={value.state === 'given'} send={send} />
        )}
        <HomeworkIdeas
          key={lesson.id}
          {...{ lesson, value, off, send }}
          subject={group.subject}
          take={(last) =>
            pick(homeworkChange({ state: 'given', text: last.text, minutes: last.minutes, dueId, links: last.links }))
          }
        />
      </div>
    </div>
  );
}

/** The day this homework is due: of the chosen lesson, else of the group's next one as far as this period knows it. */
function dueDateOf(lessons: readonly JournalLesson[], lesson: JournalLesson, dueId: number | null): string | null {
  if (dueId !== null && dueId === lesson.homework?.dueId) return lesson.homework.dueDate;
  const chosen = lessons.find((own) => own.id === dueId);
  const next = lessons.find(
    (own) => !own.cancelled && (own.date > lesson.date || (own.date === lesson.date && own.number > lesson.number)),
  );
  return (chosen ?? next)?.date ?? null;
}
