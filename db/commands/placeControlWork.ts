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
  refuseControl,
} from '#db/commands/controlFacts.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = ControlRow & { next_id: number };
type Row = ControlNext & { authorId: number };

/** A control work into the schedule: by the group's teacher, or by a deputy. */
export const placeControlWork = defineCommand<'controlWork.place', Loaded, Row>({
  name: 'controlWork.place',
  lock: () => CONTROL_LOCK,
  follows: CONTROL_FOLLOWS,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${controlColumns(tx)}, nextval(pg_get_serial_sequence('control_work', 'id'))::int as next_id
    from ${askedControls(tx, asked)}
    join study_group g on g.school_id = ${schoolId} and g.id = q."groupId" and g.kind in ('class', 'subgroup')
    ${controlJoins(tx, tx`q.date`, tx`q.lesson_number`, tx`q."typeId"`, tx`null::int`)}`,
  permission: (input) => ({ action: 'controlWork.write', subject: { groupId: input.groupId } }),
  decide(input, l, context) {
    const refused = refuseControl(l, input, context);
    if (refused) return refused;
    const { personId } = context.actor;
    const next: ControlNext = {
      ...input,
      name: input.name?.trim() || null,
      ...{ id: l.next_id, classId: l.class_id, subjectId: l.subject_id, lessonId: l.lesson_id, cancelled: false },
      author: { id: personId, name: shortName(l.author) },
      v: 1,
    };
    return { ok: true, changes: [controlChange(next, null)], row: { ...next, authorId: personId } };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into control_work (school_id, id, group_id, class_id, subject_id, lesson_id, on_date, number, type_id, name, minutes,
        level, author_id) overriding system value
      select ${schoolId}, id, "groupId", "classId", "subjectId", "lessonId", date, number, "typeId", name, minutes, level,
        "authorId"
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "groupId" int, "classId" int, "subjectId" int,
        "lessonId" int, date date, number smallint, "typeId" int, name text, minutes smallint, level text, "authorId" int)`,
  ],
});
