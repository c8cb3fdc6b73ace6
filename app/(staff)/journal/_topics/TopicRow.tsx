import { memo } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { LESSON_KIND_LABELS, LESSON_KINDS } from '#lib/domain/lessons.ts';
import { draftWords } from '#lib/domain/plans/drafts.ts';
import { PASS_LABELS } from '#lib/domain/plans/pass.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import { topicWants } from '#lib/domain/topics.ts';
import { recordLockedOf } from '../_model/cellFacts.ts';
import { homeworkChange, type LessonChange, type LessonFields } from '../_model/lessonFields.ts';
import { kindChange, planOffer, topicChange } from '../_model/planOffer.ts';
import { SheetField } from './SheetField.tsx';

type Props = {
  lesson: JournalLesson;
  fields: LessonFields;
  /** A control work is held at it. */
  control: boolean;
  rights: JournalView['rights'];
  period: JournalView['period'];
  now: number;
  send(command: NewCommand): Promise<CommandAnswer>;
};

/** One lesson of the sheet. A field that may not be written is plain text. */
export const TopicRow = memo(
  function TopicRow({ lesson, fields, control, rights, period, now, send }: Props) {
    const locked = recordLockedOf({ rights, period }, lesson) !== null;
    const begun = Date.parse(lesson.startsAt) <= now && !lesson.cancelled;
    const { topic, homework } = fields;
    const offer = planOffer(lesson);
    const wants = locked ? null : topicWants(topic.value, { kind: fields.kind, control });
    const day = `${dayMonth(lesson.date)}, ${lesson.number} урок`;
    const record = (change: LessonChange, base: number) =>
      send({ name: 'lesson.record', input: { lessonId: lesson.id, change }, base });
    return (
      <tr className={lesson.cancelled ? 'cancelled' : undefined}>
        <th scope="row">
          {dayMonth(lesson.date)} <span>{weekdayShort(lesson.date)}</span>
        </th>
        <td>{lesson.number}</td>
        <td>
          <SheetField
            name={`topic:${lesson.id}`}
            column="topic"
            label={`Что пройдено, ${day}`}
            text={topic.value}
            version={topic.version}
            limit={500}
            offer={offer.topic}
            off={locked}
            gap={begun && !topic.value ? 'Тема не внесена' : null}
            onCommit={(value) => {
              const kind = kindChange(lesson, fields, value);
              if (kind) void record(kind, fields.kindVersion);
              return record(topicChange(lesson, fields, value), topic.version);
            }}
          />
          {wants && (
            <span role="note" className="tsmall text-warn">
              {wants}
            </span>
          )}
          {topic.value === null && lesson.draft && (
            <span className="tsmall pencil">черновик: {draftWords(lesson.draft)}</span>
          )}
          {lesson.pass?.decided && lesson.pass.how && (
            <span className="tsmall">
              {PASS_LABELS[lesson.pass.how]}
              {lesson.pass.reason && `: ${lesson.pass.reason}`}
            </span>
          )}
          {lesson.cancelled && <span className="tsmall">Урок отменён</span>}
          {lesson.substitute && <span className="tsmall">Замещает {lesson.substitute}</span>}
        </td>
        <td>
          <SheetField
            name={`homework:${lesson.id}`}
            column="homework"
            label={`Домашнее задание, ${day}`}
            text={homework.value.text}
            version={homework.version}
            limit={2000}
            offer={offer.homework}
            off={locked || homework.value.state === 'none'}
            gap={begun && homework.value.state === null ? 'Домашнее задание не внесено' : null}
            onCommit={(text) => {
              const { minutes, dueId, links } = homework.value;
              const state = text ? 'given' : null;
              return record(homeworkChange({ state, text, minutes, dueId, links }), homework.version);
            }}
          />
          <span className="tsmall">
            {homework.value.state === 'none' && 'Не задано'}
            {homework.value.state === 'given' && lesson.homework?.dueDate && `к ${dayMonth(lesson.homework.dueDate)}`}
            {homework.value.minutes !== null && `, ≈ ${homework.value.minutes} мин`}
            {homework.value.links.length > 0 && `, ссылок ${homework.value.links.length}`}
            {!locked && homework.value.text === null && (
              <button
                type="button"
                className={homework.value.state === 'none' ? 'link ml-2' : 'link'}
                onClick={() => {
                  const state = homework.value.state === 'none' ? null : 'none';
                  const nothing = { text: null, minutes: null, dueId: null, links: [] };
                  void record(homeworkChange({ state, ...nothing }), homework.version);
                }}
              >
                {homework.value.state === 'none' ? 'убрать' : 'не задано'}
              </button>
            )}
          </span>
        </td>
        <td>
          {locked ? (
            fields.kind && LESSON_KIND_LABELS[fields.kind]
          ) : (
            <select
              className="tkind"
              aria-label={`Вид занятия, ${day}`}
              tabIndex={-1}
              value={fields.kind ?? ''}
              onChange={(event) => {
                const value = LESSON_KINDS.find((kind) => kind === event.target.value) ?? null;
                void record({ field: 'kind', value }, fields.kindVersion);
              }}
            >
              <option value="">—</option>
              {LESSON_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {LESSON_KIND_LABELS[kind]}
                </option>
              ))}
            </select>
          )}
        </td>
      </tr>
    );
  },
  // The waiting changes make new fields for each row at each key; what they say is compared instead.
  (a, b) =>
    a.lesson === b.lesson &&
    a.control === b.control &&
    a.rights === b.rights &&
    a.period === b.period &&
    a.now === b.now &&
    JSON.stringify(a.fields) === JSON.stringify(b.fields),
);
