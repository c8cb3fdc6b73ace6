import { askedRows, defineCommand } from '#db/commands/command.ts';
import {
  type AbsenceRow,
  type AwayRecord,
  absenceChanged,
  otherAbsences,
  writeAbsences,
} from '#db/commands/teacherAbsence.ts';
import type { Asker } from '#db/sql.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import type { PersonName } from '#lib/domain/people.ts';
import {
  type AwayTime,
  awayWords,
  refuseAway,
  type TeacherAbsenceReason,
  tidyAway,
} from '#lib/domain/teacherAbsence.ts';

type Loaded = AwayRecord & {
  id: number;
  teacherId: number;
  cancelled: boolean;
  v: number;
  teacher: PersonName;
  others: (AwayTime & { reason: TeacherAbsenceReason })[];
};

const load = (tx: Asker, asked: Parameters<typeof askedRows>[1], schoolId: number) => tx<(Loaded & { n: number })[]>`
  select q.n, a.id, a.teacher_id as "teacherId", a.starts as from, a.ends as to, a.numbers, a.reason, a.order_no as "orderNo",
    a.order_on as "orderOn", a.cancelled, a.version as v,
    json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) as teacher,
    (select ${otherAbsences(tx)} from teacher_absence t
      where t.school_id = a.school_id and t.teacher_id = a.teacher_id and t.id <> a.id and not t.cancelled) as others
  from ${askedRows(tx, asked)} join teacher_absence a on a.school_id = ${schoolId} and a.id = q."absenceId"
  join person p on p.school_id = a.school_id and p.id = a.teacher_id`;

const kept = ({ from, to, numbers, reason, orderNo, orderOn }: AwayRecord): AwayRecord => ({
  ...{ from, to, numbers, reason, orderNo, orderOn },
});
const changedMeanwhile = (l: Loaded) =>
  refuse('conflict', `Это отсутствие одновременно изменил другой человек: ${awayWords(l)}.`, {
    current: { value: kept(l), version: l.v },
  });

/** Other days, lessons, reason or order of an absence. What was ordered for it stays as it is. */
export const changeTeacherAbsence = defineCommand<'teacherAbsence.change', Loaded, AbsenceRow>({
  name: 'teacherAbsence.change',
  lock: (input) => `teacherAbsence:${input.absenceId}`,
  // Two of them must not come to overlap.
  follows: ['teacherAbsence.add', 'teacherAbsence.change', 'teacherAbsence.cancel'],
  load,
  permission: 'substitution.write',
  decide({ absenceId, ...input }, l, { actor, now, base }) {
    if (l.cancelled) return notFound();
    const next = kept(tidyAway(input));
    const refused = refuseAway(next, l.others);
    if (refused) return refused;
    if (JSON.stringify(next) === JSON.stringify(kept(l))) return { ok: true, unchanged: true };
    if (base !== l.v) return changedMeanwhile(l);
    const row: AbsenceRow = {
      ...{ ...next, id: absenceId, teacherId: l.teacherId, cancelled: false },
      ...{ v: l.v + 1, by: actor.personId, at: now },
    };
    return { ok: true, changes: [absenceChanged(row, l.teacher, kept(l))], row };
  },
  write: writeAbsences,
});

/** An absence that was no absence. Its row keeps its versions; nothing counts it. */
export const cancelTeacherAbsence = defineCommand<'teacherAbsence.cancel', Loaded, AbsenceRow>({
  name: 'teacherAbsence.cancel',
  lock: (input) => `teacherAbsence:${input.absenceId}`,
  follows: ['teacherAbsence.change'],
  load,
  permission: 'substitution.write',
  decide({ absenceId }, l, { actor, now, base }) {
    if (l.cancelled) return { ok: true, unchanged: true };
    if (base !== l.v) return changedMeanwhile(l);
    const row: AbsenceRow = {
      ...{ ...kept(l), id: absenceId, teacherId: l.teacherId, cancelled: true },
      ...{ v: l.v + 1, by: actor.personId, at: now },
    };
    return { ok: true, changes: [absenceChanged(row, l.teacher, kept(l))], row };
  },
  write: writeAbsences,
});
