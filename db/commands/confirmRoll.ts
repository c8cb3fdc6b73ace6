import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  type LessonRow,
  lessonColumns,
  lessonJoins,
  lessonRef,
  lessonSubject,
  refill,
} from '#db/commands/lessonFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refuseRoll } from '#lib/domain/records.ts';

type Loaded = LessonRow & { roll_v: number };

type Row = { lessonId: number; at: Date | null; by: number };

/** «Все присутствуют» / «Остальные присутствуют»: the explicit act that the roll was taken. */
export const confirmRoll = defineCommand<'roll.confirm', Loaded, Row>({
  name: 'roll.confirm',
  lock: (input) => `lesson:${input.lessonId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, l.roll_v from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}`,
  permission: (_, l) => ({ action: 'attendance.write', subject: lessonSubject(l) }),
  decide(input, l, { actor, now, today, base }) {
    const refused = refuseRoll({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    const confirmed = l.roll_at !== null;
    if (input.confirmed === confirmed) return { ok: true, unchanged: true };
    if (base !== l.roll_v)
      return refuse('conflict', 'Присутствие одновременно отметил другой человек.', {
        current: { value: confirmed, version: l.roll_v },
      });
    const filled = refill(l, { roll: input.confirmed });
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'roll.confirmed',
            data: { ...lessonRef(l), confirmed: input.confirmed, v: l.roll_v + 1 },
          },
          object: `roll:${l.lesson_id}`,
          base: l.roll_v,
          version: l.roll_v + 1,
          before: confirmed,
        },
        ...filled.changes,
      ],
      row: { lessonId: l.lesson_id, at: input.confirmed ? now : null, by: actor.personId },
      filling: filled.filling,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update lesson l set roll_at = r.at, roll_by = r.by, roll_v = l.roll_v + 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, at timestamptz, by int)
      where l.school_id = ${schoolId} and l.id = r."lessonId"`,
  ],
});
