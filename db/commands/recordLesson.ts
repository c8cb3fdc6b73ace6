import { defineCommand } from '#db/commands/command.ts';
import {
  type LessonRow,
  lessonColumns,
  lessonJoins,
  lessonRef,
  lessonSubject,
  refill,
} from '#db/commands/lessonFacts.ts';
import type { Asker } from '#db/sql.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { EventData } from '#lib/contract/events.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refuseRecord, tidyHomework } from '#lib/domain/records.ts';

type Loaded = LessonRow & {
  topic_v: number;
  kind: string | null;
  kind_v: number;
  homework: string | null;
  homework_minutes: number | null;
  homework_v: number;
  ict: string[];
  ict_v: number;
  next_id: number | null;
  next_date: string | null;
};
type Recorded = EventData<'lesson.recorded'>['change'];

/** The field before and after, its version, and the statement that writes it. */
function plan(input: CommandInput<'lesson.record'>, l: Loaded, schoolId: number, now: Date) {
  const { change } = input;
  const where = (tx: Asker) => tx`where school_id = ${schoolId} and id = ${l.lesson_id}`;
  switch (change.field) {
    case 'topic': {
      const value = change.value?.trim() || null;
      return {
        version: l.topic_v,
        before: l.topic,
        after: value,
        same: value === l.topic,
        recorded: { field: 'topic', value } satisfies Recorded,
        filling: { topic: value !== null },
        write: (tx: Asker) => tx`update lesson set topic = ${value}, topic_v = topic_v + 1 ${where(tx)}`,
      };
    }
    case 'kind':
      return {
        version: l.kind_v,
        before: l.kind,
        after: change.value,
        same: change.value === l.kind,
        recorded: { field: 'kind', value: change.value } satisfies Recorded,
        filling: {},
        write: (tx: Asker) => tx`update lesson set kind = ${change.value}, kind_v = kind_v + 1 ${where(tx)}`,
      };
    case 'ict': {
      const value = [...new Set(change.value)].sort();
      return {
        version: l.ict_v,
        before: l.ict,
        after: value,
        same: value.join() === [...l.ict].sort().join(),
        recorded: { field: 'ict', value } satisfies Recorded,
        filling: {},
        write: (tx: Asker) => tx`update lesson set ict = ${value}, ict_v = ict_v + 1 ${where(tx)}`,
      };
    }
    case 'homework': {
      const value = tidyHomework(change);
      const before = { state: l.homework_state, text: l.homework, minutes: l.homework_minutes };
      return {
        version: l.homework_v,
        before,
        after: value,
        same: value.state === before.state && value.text === before.text && value.minutes === before.minutes,
        // Due at the group's next lesson: «На следующий урок».
        recorded: {
          field: 'homework',
          ...value,
          dueId: value.state ? l.next_id : null,
          dueDate: value.state ? l.next_date : null,
        } satisfies Recorded,
        filling: { homework: value.state !== null },
        write: (tx: Asker) => tx`update lesson set homework_state = ${value.state}, homework = ${value.text},
          homework_minutes = ${value.minutes}, homework_due_id = ${value.state ? l.next_id : null},
          homework_at = ${value.state ? now : null}, homework_v = homework_v + 1 ${where(tx)}`,
      };
    }
  }
}

/** One field of a lesson's record (000 Пр3.4: topic, kind, ICT; 003 П2 2.2: homework). Each field has its own version. */
export const recordLesson = defineCommand<'lesson.record', Loaded>({
  name: 'lesson.record',
  lock: (input) => input.lessonId,
  load: (tx, input, { schoolId }) => tx<Loaded[]>`
    select ${lessonColumns(tx)}, l.topic_v, l.kind, l.kind_v, l.homework, l.homework_minutes, l.homework_v, l.ict, l.ict_v,
      n.id as next_id, n.on_date as next_date
    from lesson l ${lessonJoins(tx)}
    left join lateral (
      select id, on_date from lesson n where n.school_id = l.school_id and n.group_id = l.group_id
        and n.status = 'planned' and (n.on_date, n.number) > (l.on_date, l.number)
      order by n.on_date, n.number limit 1) n on true
    where l.school_id = ${schoolId} and l.id = ${input.lessonId}`,
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide(input, l, { schoolId, now, today, base }) {
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    const planned = plan(input, l, schoolId, now);
    if (planned.same) return { ok: true, unchanged: true };
    if (base !== planned.version)
      return refuse('conflict', 'Эту запись одновременно изменил другой человек.', {
        current: { value: planned.before, version: planned.version },
      });
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
        ...filled.changes,
      ],
      write: (tx) => [planned.write(tx), ...filled.write(tx, schoolId)],
    };
  },
});
