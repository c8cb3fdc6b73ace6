import { type Asked, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonSubject } from '#db/commands/lessonFacts.ts';
import {
  type PassFacts,
  type PassRow,
  passChange,
  passColumns,
  passJoins,
  writePasses,
} from '#db/commands/passFacts.ts';
import type { Asker } from '#db/sql.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refusePass } from '#lib/domain/plans/pass.ts';

type Loaded = LessonRow & PassFacts;

const load = (tx: Asker, asked: readonly Asked<'lesson.pass'>[], schoolId: number) => {
  const rows = asked.map(({ input }, n) => ({
    ...{ n, lessonId: input.lessonId, rows: input.as?.kind === 'rows' ? input.as.rows : [] },
  }));
  return tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, ${passColumns(tx, tx`q.rows`)}
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as q (n int, "lessonId" int, rows text[])
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)} ${passJoins(tx)}`;
};

/** «Сдвинуть», «Объединить темы», «Вставить повторение»: what a lesson passes of the plan, with the reason of the departure (003 П4
 *  3.2.4и); null takes it back. Lessons after it are offered other rows by that. */
export const passLesson = defineCommand<'lesson.pass', Loaded, PassRow>({
  name: 'lesson.pass',
  lock: (input) => `lesson:${input.lessonId}`,
  follows: ['lesson.change', 'lesson.record', 'plan.project', 'plan.serve'],
  load,
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide({ as }, l, { actor, now, today, base }) {
    const refused = refusePass(as, {
      ...{ periodClosed: l.closed, cancelled: l.status === 'cancelled', lessonDate: l.on_date, today },
      ...{ planned: l.plan_id !== null, known: [...l.known, ...(l.pass?.rows ?? [])] },
    });
    if (refused) return refused;
    const v = l.pass?.v ?? 0;
    const said = {
      ...{ how: as?.kind ?? null, rows: as?.kind === 'rows' ? as.rows : [] },
      ...{ reason: as?.reason?.trim() || null, decided: as !== null },
    };
    const passed = passChange(l, said, { personId: actor.personId, now });
    if (!passed) return { ok: true, unchanged: true };
    if (base !== v)
      return refuse('conflict', 'Этот урок одновременно изменил другой человек.', {
        current: { value: l.pass?.how ?? null, version: v },
      });
    return { ok: true, changes: [passed.change], row: passed.row };
  },
  write: writePasses,
});
