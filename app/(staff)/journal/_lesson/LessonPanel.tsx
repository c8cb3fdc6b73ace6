import { memo, type ReactNode, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { FillSign } from '#app/_ui/FillSign.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { ICT, ICT_LABELS, LESSON_KIND_LABELS, LESSON_KINDS } from '#lib/domain/lessons.ts';
import { PASS_LABELS } from '#lib/domain/plans/pass.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import { topicWants } from '#lib/domain/topics.ts';
import { hasControl, recordLockedOf } from '../_model/cellFacts.ts';
import { fieldState, filledOf } from '../_model/filling.ts';
import type { LessonChange, LessonFields } from '../_model/lessonFields.ts';
import { kindChange, nextRows, type PassAs, planOffer, topicChange } from '../_model/planOffer.ts';
import { DraftField } from './DraftField.tsx';
import { focusField, HOMEWORK_FIELD, TOPIC_FIELD } from './focusField.ts';
import { Homework } from './Homework.tsx';
import { PassDialog } from './PassDialog.tsx';
import { PastLessons } from './PastLessons.tsx';
import { PASS_KEYS, type PassKind, PlanLine } from './PlanLine.tsx';
import { Select } from './Select.tsx';
import { Works } from './Works.tsx';

type Props = {
  view: PanelView;
  lesson: JournalLesson;
  fields: LessonFields;
  now: number;
  tz: string;
  open: boolean;
  issue(command: NewCommand): Promise<CommandAnswer> | null;
  /** The same for a choice in a list: when somebody else was first, it says so and shows his choice. */
  choose(command: NewCommand): void;
  /** What the lesson passes of the plan, as a step that can be taken back from the toast. */
  pass(lessonId: number, as: PassAs, words: string): void;
  /** A command of another lesson: homework repeated in a parallel group. */
  send(command: NewCommand): Promise<CommandAnswer>;
  /** Neighbouring lessons; undefined at the ends of the period. */
  previous: number | undefined;
  next: number | undefined;
  onLesson(lessonId: number | undefined): void;
  /** Back to the grid; on a narrow screen the drawer closes. */
  onClose(): void;
};

const KIND_FIELD = 'lesson-kind';

function Section({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      {title && (
        <h3 className="flex text-ink-2 text-small">
          {title}
          {aside}
        </h3>
      )}
      {children}
    </section>
  );
}

/** What the panel needs of the view: none of it changes while marks are typed. */
export type PanelView = Pick<
  JournalView,
  'rights' | 'period' | 'lessons' | 'works' | 'workTypes' | 'plans' | 'plan' | 'today'
> & {
  group: { id: number; className: string; subject: string };
  personId: number;
  /** No marks, no works: «Разговоры о важном», a club, grade 1. */
  graded: boolean;
};

/** «Урок»: the record of the lesson the cursor stands in. */
export const LessonPanel = memo(function LessonPanel(props: Props) {
  const { view, lesson, fields, now, tz, open, issue, choose, pass, send, previous, next, onLesson, onClose } = props;
  const locked = recordLockedOf(view, lesson);
  const filled = filledOf(lesson);
  const [passing, setPassing] = useState<PassKind | null>(null);
  const planned = view.plan !== null && !lesson.cancelled;
  const offer = planOffer(lesson);
  const wants = topicWants(fields.topic.value, { kind: fields.kind, control: hasControl(view, lesson.id) });
  const command = (change: LessonChange): NewCommand => ({
    name: 'lesson.record',
    input: { lessonId: lesson.id, change },
  });
  const record = (change: LessonChange) => issue(command(change));
  const pick = (change: LessonChange) => choose(command(change));
  return (
    <aside
      className={`jlesson${open ? ' open' : ''}`}
      aria-label="Урок"
      id="lesson-panel"
      onKeyDown={(event) => {
        // Leaving a field sends what is in it, so Esc loses nothing.
        if (event.key === 'Escape') onClose();
        const key = PASS_KEYS.find(({ code }) => event.altKey && !event.ctrlKey && event.code === code);
        if (!key || !planned || locked) return;
        event.preventDefault();
        setPassing(key.kind);
      }}
    >
      <Section>
        <div className="flex items-center">
          <h2 className="grow font-semibold">
            {dayMonth(lesson.date)}, {weekdayShort(lesson.date)} · {lesson.number} урок
          </h2>
          <button
            type="button"
            className="btn quiet tiny"
            aria-label="Предыдущий урок"
            disabled={previous === undefined}
            onClick={() => onLesson(previous)}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            className="btn quiet tiny"
            aria-label="Следующий урок"
            disabled={next === undefined}
            onClick={() => onLesson(next)}
          >
            <Icon name="right" />
          </button>
          <button type="button" className="btn quiet tiny jdrawer-only" aria-label="Закрыть" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <div className="text-ink-3 text-small">
          {lesson.starts}–{lesson.ends}
          {lesson.room && ` · кабинет ${lesson.room}`}
        </div>
        {lesson.substitute && <div className="text-small text-warn">Замещает {lesson.substitute}</div>}
        {locked && (
          <p className="tag mt-1" role="note">
            {locked}
          </p>
        )}
        <div className="mt-1.5 flex justify-between text-small">
          {(
            [
              ['Присутствие', filled.roll],
              ['Тема', filled.topic],
              ['ДЗ', filled.homework],
            ] as const
          ).map(([label, done]) => (
            <span key={label} className="inline-flex items-center gap-1.5">
              <FillSign state={fieldState(lesson, done, now)} />
              {label}
            </span>
          ))}
        </div>
      </Section>
      <Section>
        <DraftField
          name={`topic:${lesson.id}`}
          id={TOPIC_FIELD}
          label="Тема урока"
          aside=""
          placeholder="Что пройдено на уроке"
          text={fields.topic.value}
          version={fields.topic.version}
          limit={500}
          rows={2}
          offer={offer.topic}
          off={locked !== null}
          oneLine
          onCommit={(value) => {
            const kind = kindChange(lesson, fields, value);
            // First the kind: what is taken back first is the topic.
            if (kind) record(kind);
            return record(topicChange(lesson, fields, value));
          }}
          onFinish={() => focusField(HOMEWORK_FIELD)}
        />
        {wants && !locked && (
          <p role="note" className="text-caption text-warn">
            {wants}
          </p>
        )}
        {planned && view.plan && (
          <PlanLine
            planId={view.plan.id}
            lesson={lesson}
            off={locked !== null}
            onAsk={setPassing}
            onBack={() => pass(lesson.id, null, 'Урок снова идёт по плану')}
          />
        )}
        <div className="jlabel mt-2">
          <span>
            <label htmlFor={KIND_FIELD}>Вид занятия</label>
          </span>
          <Select
            id={KIND_FIELD}
            className="field"
            disabled={locked !== null}
            value={fields.kind ?? ''}
            onChange={(event) => {
              const kind = LESSON_KINDS.find((known) => known === event.target.value) ?? null;
              pick({ field: 'kind', value: kind });
            }}
          >
            <option value="">Не указан</option>
            {LESSON_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {LESSON_KIND_LABELS[kind]}
              </option>
            ))}
          </Select>
        </div>
      </Section>
      <Section>
        <Homework
          lessons={view.lessons}
          group={view.group}
          personId={view.personId}
          lesson={lesson}
          fields={fields}
          offer={offer.homework}
          off={locked !== null}
          now={now}
          tz={tz}
          record={record}
          pick={pick}
          send={send}
          onBack={onClose}
        />
      </Section>
      {view.graded && (
        <Section title="Работы на уроке">
          <Works view={view} lesson={lesson} off={locked !== null} choose={choose} />
        </Section>
      )}
      <Section title="ИКТ на уроке">
        <div className="mt-1 flex flex-wrap gap-1">
          {ICT.map((tool) => {
            const on = fields.ict.includes(tool);
            const value = ICT.filter((other) => (other === tool ? !on : fields.ict.includes(other)));
            return (
              <button
                key={tool}
                type="button"
                className="chip"
                aria-pressed={on}
                disabled={locked !== null}
                onClick={() => pick({ field: 'ict', value })}
              >
                {on && <Icon name="check" size="small" />}
                {ICT_LABELS[tool]}
              </button>
            );
          })}
        </div>
      </Section>
      <Section title="Что пройдено">
        <PastLessons lessons={view.lessons} before={lesson} now={now} onLesson={onLesson} />
      </Section>
      {passing && (
        <PassDialog
          key={lesson.id}
          kind={passing}
          lesson={lesson}
          rows={nextRows(view.lessons, lesson)}
          onDone={(as) => {
            setPassing(null);
            pass(lesson.id, as, `${PASS_LABELS[passing]}: урок ${dayMonth(lesson.date)}`);
          }}
          onClose={() => setPassing(null)}
        />
      )}
    </aside>
  );
});
