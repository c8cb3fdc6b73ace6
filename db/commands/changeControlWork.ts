import { defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  askedControls,
  CONTROL_FOLLOWS,
  CONTROL_LOCK,
  type ControlNext,
  type ControlRow,
  controlChange,
  controlColumns,
  controlJoins,
  HELD,
  planBefore,
  planColumns,
  planRowOf,
  refuseControl,
  type StoredPlan,
} from '#db/commands/controlFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = ControlRow & StoredPlan;

/** Another day or lesson of a planned control work, its type, name, length, level. */
export const changeControlWork = defineCommand<'controlWork.change', Loaded, ControlNext>({
  name: 'controlWork.change',
  lock: () => CONTROL_LOCK,
  follows: CONTROL_FOLLOWS,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${controlColumns(tx)}, ${planColumns(tx)}
    from ${askedControls(tx, asked)}
    join control_work own on own.school_id = ${schoolId} and own.id = q."controlWorkId"
    join person oa on oa.school_id = own.school_id and oa.id = own.author_id
    join study_group g on g.school_id = own.school_id and g.id = own.group_id
    ${controlJoins(tx, tx`q.date`, tx`q.lesson_number`, tx`q."typeId"`, tx`own.id`)}`,
  permission: (_, l) => ({ action: 'controlWork.write', subject: { groupId: l.group_id } }),
  decide(input, l, context) {
    if (l.state === 'cancelled') return notFound();
    const name = input.name?.trim() || null;
    const moved = input.date !== l.on_date || input.number !== l.number;
    const same =
      input.typeId === l.type_id && name === l.name && input.minutes === l.minutes && input.level === l.level;
    if (!moved && same) return { ok: true, unchanged: true };
    if (context.base !== l.version)
      return refuse('conflict', 'Эту контрольную одновременно изменил другой человек.', {
        current: { value: planBefore(l), version: l.version },
      });
    if (moved && l.held) return HELD;
    const refused = refuseControl(l, input, context, !moved);
    if (refused) return refused;
    const { date, number, typeId, minutes, level } = input;
    const next: ControlNext = {
      ...{ id: l.id, groupId: l.group_id, classId: l.class_id, subjectId: l.subject_id, lessonId: l.lesson_id },
      ...{ date, number, typeId, name, minutes, level, cancelled: false },
      author: { id: l.plan_author_id, name: shortName(l.plan_author) },
      planRow: planRowOf(l),
      v: l.version + 1,
    };
    return { ok: true, changes: [controlChange(next, planBefore(l))], row: next };
  },
  write: (tx, rows, schoolId) => [
    tx`update control_work w set lesson_id = r."lessonId", on_date = r.date, number = r.number, type_id = r."typeId",
        name = r.name, minutes = r.minutes, level = r.level, version = r.v
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "lessonId" int, date date, number smallint, "typeId" int,
        name text, minutes smallint, level text, v int)
      where w.school_id = ${schoolId} and w.id = r.id`,
  ],
});
