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
  PLACED,
  refuseControl,
  rowTaken,
} from '#db/commands/controlFacts.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';

/** `row_control`: the control form of the asked row; `taken`: the schedule has it already. */
type Loaded = ControlRow & { next_id: number; plan_id: number | null; row_control: number | null; taken: boolean };
type Row = ControlNext & { authorId: number; planId: number | null; rowId: string | null };

/** Why a work may not stand for a row of the group's plan; null when it may, or stands for none. */
function refuseRow(rowId: string | undefined, typeId: number, l: Loaded): Refusal | null {
  if (rowId === undefined) return null;
  if (l.row_control === null) return refuse('invalid', 'Такой контрольной в КТП группы больше нет: обновите страницу.');
  if (l.row_control !== typeId) return refuse('invalid', 'В КТП у этой строки другой вид контроля: обновите страницу.');
  return l.taken ? PLACED : null;
}

/** A control work into the schedule: by the group's teacher, or by a deputy. */
export const placeControlWork = defineCommand<'controlWork.place', Loaded, Row>({
  name: 'controlWork.place',
  lock: () => CONTROL_LOCK,
  follows: CONTROL_FOLLOWS,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${controlColumns(tx)}, nextval(pg_get_serial_sequence('control_work', 'id'))::int as next_id,
      pg.plan_id, pr.control_id as row_control, pr.id is not null and ${rowTaken(tx, tx`pg.plan_id`, tx`pr.id`, tx`g.id`, tx`null::int`)} as taken
    from ${askedControls(tx, asked)}
    join study_group g on g.school_id = ${schoolId} and g.id = q."groupId" and g.kind in ('class', 'subgroup')
    left join plan_group pg on pg.school_id = g.school_id and pg.group_id = g.id
    left join plan_row pr on pr.school_id = g.school_id and pr.plan_id = pg.plan_id and pr.id = q.row_id and not pr.removed
    ${controlJoins(tx, tx`q.date`, tx`q.lesson_number`, tx`q."typeId"`, tx`null::int`)}`,
  permission: (input) => ({ action: 'controlWork.write', subject: { groupId: input.groupId } }),
  decide(input, l, context) {
    const refused = refuseRow(input.rowId, input.typeId, l) ?? refuseControl(l, input, context);
    if (refused) return refused;
    const { rowId, ...fields } = input;
    const { personId } = context.actor;
    const next: ControlNext = {
      ...fields,
      name: input.name?.trim() || null,
      ...{ id: l.next_id, classId: l.class_id, subjectId: l.subject_id, lessonId: l.lesson_id, cancelled: false },
      author: { id: personId, name: shortName(l.author) },
      planRow: rowId === undefined || l.plan_id === null ? null : { planId: l.plan_id, rowId },
      v: 1,
    };
    return {
      ok: true,
      changes: [controlChange(next, null)],
      row: { ...next, authorId: personId, planId: next.planRow?.planId ?? null, rowId: next.planRow?.rowId ?? null },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into control_work (school_id, id, group_id, class_id, subject_id, lesson_id, on_date, number, type_id, name, minutes,
        level, author_id, plan_id, row_id) overriding system value
      select ${schoolId}, id, "groupId", "classId", "subjectId", "lessonId", date, number, "typeId", name, minutes, level,
        "authorId", "planId", "rowId"
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "groupId" int, "classId" int, "subjectId" int,
        "lessonId" int, date date, number smallint, "typeId" int, name text, minutes smallint, level text, "authorId" int, "planId" int, "rowId" text)`,
  ],
});
