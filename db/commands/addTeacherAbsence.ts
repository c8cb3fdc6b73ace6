import { askedRows, defineCommand } from '#db/commands/command.ts';
import { type AbsenceRow, absenceChanged, otherAbsences, writeAbsences } from '#db/commands/teacherAbsence.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { PersonName } from '#lib/domain/people.ts';
import { type AwayTime, refuseAway, type TeacherAbsenceReason, tidyAway } from '#lib/domain/teacherAbsence.ts';

type Loaded = {
  id: number;
  teacher: PersonName;
  teaches: boolean;
  others: (AwayTime & { reason: TeacherAbsenceReason })[];
};

/** «Учитель отсутствует» (001 3.4.4: пропущенные уроки): days or some lessons of them, the reason and the order. */
export const addTeacherAbsence = defineCommand<'teacherAbsence.add', Loaded, AbsenceRow>({
  name: 'teacherAbsence.add',
  lock: (input) => `teacherAbsences:${input.teacherId}`,
  follows: ['teacherAbsence.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('teacher_absence', 'id'))::int as id,
      json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) as teacher,
      exists (select from group_teacher g where g.school_id = p.school_id and g.teacher_id = p.id) as teaches,
      (select ${otherAbsences(tx)} from teacher_absence t
        where t.school_id = p.school_id and t.teacher_id = p.id and not t.cancelled) as others
    from ${askedRows(tx, asked)} join person p on p.school_id = ${schoolId} and p.id = q."teacherId"`,
  permission: 'substitution.write',
  decide(input, l, { actor, now }) {
    if (!l.teaches) return refuse('invalid', 'Этот сотрудник не ведёт уроков.');
    const { from, to, numbers, reason, orderNo, orderOn, teacherId } = tidyAway(input);
    const refused = refuseAway({ from, to, numbers }, l.others);
    if (refused) return refused;
    const row: AbsenceRow = {
      ...{ id: l.id, teacherId, from, to, numbers, reason, orderNo, orderOn },
      ...{ cancelled: false, v: 1, by: actor.personId, at: now },
    };
    return { ok: true, changes: [absenceChanged(row, l.teacher, null)], row };
  },
  write: writeAbsences,
});
