import { defineCommand } from '#db/commands/command.ts';
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

/** «Все присутствуют» / «Остальные присутствуют»: the explicit act that the roll was taken. */
export const confirmRoll = defineCommand<'roll.confirm', Loaded>({
  name: 'roll.confirm',
  lock: (input) => input.lessonId,
  load: (tx, input, { schoolId }) => tx<Loaded[]>`
    select ${lessonColumns(tx)}, l.roll_v from lesson l ${lessonJoins(tx)}
    where l.school_id = ${schoolId} and l.id = ${input.lessonId}`,
  permission: (_, l) => ({ action: 'attendance.write', subject: lessonSubject(l) }),
  decide(input, l, { actor, schoolId, now, today, base }) {
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
      write: (tx) => [
        tx`update lesson set roll_at = ${input.confirmed ? now : null}, roll_by = ${actor.personId}, roll_v = roll_v + 1
          where school_id = ${schoolId} and id = ${l.lesson_id}`,
        ...filled.write(tx, schoolId),
      ],
    };
  },
});
