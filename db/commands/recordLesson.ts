import { type CommandContext, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  type LessonRow,
  lessonColumns,
  lessonJoins,
  lessonRef,
  lessonSubject,
  refill,
} from '#db/commands/lessonFacts.ts';
import {
  type PassFacts,
  type PassRow,
  passChange,
  passColumns,
  passJoins,
  writePasses,
} from '#db/commands/passFacts.ts';
import { weighHomework } from '#db/commands/weighHomework.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { EventData } from '#lib/contract/events.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { FileRef } from '#lib/domain/files.ts';
import { COMING_LESSONS, dueLesson } from '#lib/domain/homework.ts';
import { type HomeworkLink, refuseRecord, tidyHomework } from '#lib/domain/records.ts';

type Loaded = LessonRow &
  PassFacts & {
    topic_v: number;
    kind: string | null;
    kind_v: number;
    homework: string | null;
    homework_minutes: number | null;
    homework_v: number;
    homework_due_id: number | null;
    homework_links: HomeworkLink[];
    files: FileRef[];
    ict: string[];
    ict_v: number;
    /** Lessons of the group after this one, the nearest first: id and day. */
    coming: [id: number, date: string][];
  };
type Recorded = EventData<'lesson.recorded'>['change'];

/** The field as it is written. `homeworkAt` keeps when the homework was given: the deadline is judged by it. */
type Row = {
  lessonId: number;
  field: Recorded['field'];
  topic?: string | null;
  kind?: string | null;
  ict?: string[];
  state?: 'given' | 'none' | null;
  text?: string | null;
  minutes?: number | null;
  dueId?: number | null;
  links?: HomeworkLink[];
  at?: Date | null;
  /** What the lesson passes of the plan with its topic; null: as it was. */
  pass?: PassRow | null;
};

const NOT_COMING = refuse('invalid', 'Срок задания — один из ближайших уроков этой группы. Выберите урок из списка.');
const ROW_GONE = refuse('invalid', 'Этой строки в плане больше нет: план изменён, откройте урок заново.');
const sameLinks = (a: readonly HomeworkLink[], b: readonly HomeworkLink[]): boolean =>
  a.length === b.length && a.every((link, i) => link.url === b[i]?.url && link.title === b[i]?.title);

/** The field before and after, its version, and what is written of it. */
function plan(input: CommandInput<'lesson.record'>, l: Loaded, now: Date) {
  const { change } = input;
  switch (change.field) {
    case 'topic': {
      const value = change.value?.trim() || null;
      return {
        version: l.topic_v,
        before: l.topic,
        same: value === l.topic,
        recorded: { field: 'topic', value } satisfies Recorded,
        filling: { topic: value !== null },
        written: { topic: value },
      };
    }
    case 'kind':
      return {
        version: l.kind_v,
        before: l.kind,
        same: change.value === l.kind,
        recorded: { field: 'kind', value: change.value } satisfies Recorded,
        filling: {},
        written: { kind: change.value },
      };
    case 'ict': {
      const value = [...new Set(change.value)].sort();
      return {
        version: l.ict_v,
        before: l.ict,
        same: value.join() === [...l.ict].sort().join(),
        recorded: { field: 'ict', value } satisfies Recorded,
        filling: {},
        written: { ict: value },
      };
    }
    case 'homework': {
      const value = tidyHomework({ ...change, links: change.links ?? l.homework_links });
      const before = {
        ...{ state: l.homework_state, text: l.homework, minutes: l.homework_minutes },
        ...{ dueId: l.homework_due_id, links: l.homework_links },
      };
      const coming = l.coming.map(([id, date]) => ({ id, date }));
      const due = value.state ? dueLesson(coming, change.dueId, l.homework_due_id) : null;
      if (due === 'refused') return NOT_COMING;
      const [dueId, dueDate] = [due?.id ?? null, due?.date ?? null];
      return {
        version: l.homework_v,
        before,
        same:
          value.state === before.state &&
          value.text === before.text &&
          value.minutes === before.minutes &&
          dueId === before.dueId &&
          sameLinks(value.links, before.links),
        recorded: { field: 'homework', ...value, dueId, dueDate, files: value.state ? l.files : [] } satisfies Recorded,
        filling: { homework: value.state !== null },
        written: { ...value, dueId, at: value.state ? now : null },
      };
    }
  }
}

/** What a topic says of the plan: a first topic passes the rows it was offered with, or those of the lesson's draft; without a
 *  topic nothing is passed but what was decided by itself. */
function passedBy(input: CommandInput<'lesson.record'>, l: Loaded, { actor, now }: CommandContext) {
  const { change } = input;
  if (change.field !== 'topic' || l.plan_id === null) return null;
  const by = { personId: actor.personId, now };
  const { how = null, decided = false, reason = null } = l.pass ?? {};
  if (!change.value?.trim())
    return how === null || decided ? null : passChange(l, { how: null, rows: [], reason: null, decided: false }, by);
  const offered = l.topic === null && how === null ? l.drafted : null;
  const rows = change.rows ?? offered;
  if (rows === null) return null;
  if (rows.some((row) => ![...l.known, ...l.drafted, ...(l.pass?.rows ?? [])].includes(row))) return ROW_GONE;
  if (rows.length === 0)
    return how === null ? null : passChange(l, { how: null, rows: [], reason: null, decided: false }, by);
  return passChange(
    l,
    { how: 'rows', rows, reason: how === 'rows' ? reason : null, decided: how === 'rows' && decided },
    by,
  );
}

/** One field of a lesson's record (000 Пр3.4: topic, kind, ICT; 003 П2 2.2: homework). Each field has its own version. */
export const recordLesson = defineCommand<'lesson.record', Loaded, Row>({
  name: 'lesson.record',
  lock: (input) => `lesson:${input.lessonId}`,
  // What a topic passes rests on the rows of the plan and on what was said of the lessons before it.
  follows: ['lesson.change', 'lesson.pass', 'plan.project', 'plan.serve'],
  load: (tx, asked, schoolId) => {
    const q = asked.map(({ input: { lessonId, change } }, n) => ({
      ...{ n, lessonId, rows: change.field === 'topic' ? (change.rows ?? []) : [] },
    }));
    return tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, l.topic_v, l.kind, l.kind_v, l.homework, l.homework_minutes, l.homework_v,
      l.homework_due_id, l.homework_links, l.ict, l.ict_v, coalesce(n.coming, '[]') as coming,
      coalesce(f.files, '[]') as files, ${passColumns(tx, tx`q.rows`)}
    from jsonb_to_recordset(${rowsOf(tx, q)}) as q (n int, "lessonId" int, rows text[])
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)} ${passJoins(tx)}
    left join lateral (select json_agg(json_build_array(x.id, x.on_date) order by x.on_date, x.number) as coming from (
      select id, on_date, number from lesson n where n.school_id = l.school_id and n.group_id = l.group_id
        and n.status = 'planned' and (n.on_date, n.number) > (l.on_date, l.number)
      order by n.on_date, n.number limit ${COMING_LESSONS}) x) n on true
    left join lateral (select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.id) as files
      from attachment f where f.school_id = l.school_id and f.lesson_id = l.id and f.state = 'attached') f on true`;
  },
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide(input, l, context) {
    const { now, today, base } = context;
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    const planned = plan(input, l, now);
    if ('code' in planned) return planned;
    if (planned.same) return { ok: true, unchanged: true };
    if (base !== planned.version)
      return refuse('conflict', 'Эту запись одновременно изменил другой человек.', {
        current: { value: planned.before, version: planned.version },
      });
    const passed = passedBy(input, l, context);
    if (passed && 'code' in passed) return passed;
    const filled = refill(l, planned.filling);
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'lesson.recorded',
            data: { ...lessonRef(l), change: planned.recorded, v: planned.version + 1 },
          },
          object: `lesson:${l.lesson_id}:${input.change.field}`,
          base: planned.version,
          version: planned.version + 1,
          before: planned.before,
        },
        ...(planned.recorded.field === 'homework'
          ? [
              weighHomework(lessonRef(l), planned.recorded, planned.version + 1, {
                minutes: l.homework_minutes,
                dueId: l.homework_due_id,
              }),
            ]
          : []),
        ...(passed ? [passed.change] : []),
        ...filled.changes,
      ],
      row: { lessonId: l.lesson_id, field: input.change.field, ...planned.written, pass: passed?.row ?? null },
      filling: filled.filling,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update lesson l set
        topic = case field when 'topic' then r.topic else l.topic end,
        topic_v = l.topic_v + (field = 'topic')::int,
        kind = case field when 'kind' then r.kind else l.kind end,
        kind_v = l.kind_v + (field = 'kind')::int,
        ict = case field when 'ict' then r.ict else l.ict end,
        ict_v = l.ict_v + (field = 'ict')::int,
        homework_state = case field when 'homework' then r.state else l.homework_state end,
        homework = case field when 'homework' then r.text else l.homework end,
        homework_minutes = case field when 'homework' then r.minutes else l.homework_minutes end,
        homework_due_id = case field when 'homework' then r."dueId" else l.homework_due_id end,
        homework_links = case field when 'homework' then coalesce(r.links, '[]') else l.homework_links end,
        homework_at = case field when 'homework' then r.at else l.homework_at end,
        homework_v = l.homework_v + (field = 'homework')::int
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, field text, topic text, kind text, ict text[],
        state text, text text, minutes smallint, "dueId" int, links jsonb, at timestamptz)
      where l.school_id = ${schoolId} and l.id = r."lessonId"`,
    ...writePasses(
      tx,
      rows.flatMap(({ pass }) => (pass ? [pass] : [])),
      schoolId,
    ),
  ],
});
