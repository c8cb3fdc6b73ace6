import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  CONTROL_FOLLOWS,
  CONTROL_LOCK,
  type ControlNext,
  type ControlRow,
  controlChange,
  controlColumns,
  controlJoins,
  HELD,
  PLACED,
  planBefore,
  planColumns,
  planRowOf,
  refuseControl,
  rowTaken,
  type StoredPlan,
} from '#db/commands/controlFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = ControlRow & StoredPlan & { taken: boolean };

/** Takes a control work out of the schedule, or puts it back where it stood, if the limits still let it. */
export const cancelControlWork = defineCommand<'controlWork.cancel', Loaded, ControlNext>({
  name: 'controlWork.cancel',
  lock: () => CONTROL_LOCK,
  follows: CONTROL_FOLLOWS,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${controlColumns(tx)}, ${planColumns(tx)},
      ${rowTaken(tx, tx`own.plan_id`, tx`own.row_id`, tx`own.group_id`, tx`own.id`)} as taken
    from ${askedRows(tx, asked)}
    join control_work own on own.school_id = ${schoolId} and own.id = q."controlWorkId"
    join person oa on oa.school_id = own.school_id and oa.id = own.author_id
    join study_group g on g.school_id = own.school_id and g.id = own.group_id
    ${controlJoins(tx, tx`own.on_date`, tx`own.number`, tx`own.type_id`, tx`own.id`)}`,
  permission: (_, l) => ({ action: 'controlWork.write', subject: { groupId: l.group_id } }),
  decide(input, l, context) {
    if (input.cancelled === (l.state === 'cancelled')) return { ok: true, unchanged: true };
    if (context.base !== l.version)
      return refuse('conflict', 'Эту контрольную одновременно изменил другой человек.', {
        current: { value: planBefore(l), version: l.version },
      });
    if (input.cancelled && l.held) return HELD;
    if (!input.cancelled && l.taken) return PLACED;
    const fields = {
      date: l.on_date,
      number: l.number,
      typeId: l.type_id,
      name: l.name,
      minutes: l.minutes,
      level: l.level,
    };
    const refused = input.cancelled ? null : refuseControl(l, fields, context);
    if (refused) return refused;
    const next: ControlNext = {
      ...{ id: l.id, groupId: l.group_id, classId: l.class_id, subjectId: l.subject_id, lessonId: l.lesson_id },
      ...fields,
      cancelled: input.cancelled,
      author: { id: l.plan_author_id, name: shortName(l.plan_author) },
      planRow: planRowOf(l),
      v: l.version + 1,
    };
    return { ok: true, changes: [controlChange(next, planBefore(l))], row: next };
  },
  write: (tx, rows, schoolId) => [
    tx`update control_work w set state = case when r.cancelled then 'cancelled' else 'planned' end, lesson_id = r."lessonId",
        version = r.v
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, cancelled boolean, "lessonId" int, v int)
      where w.school_id = ${schoolId} and w.id = r.id`,
  ],
});
