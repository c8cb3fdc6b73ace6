import { type Change, rowsOf, type Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { AttendanceCode } from '#lib/contract/viewParts.ts';
import { type Hand, type Reason, type Ruling, reasonOf } from '#lib/domain/absences.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

/** A cell with «Н» as the commands on reasons load it: what stands there, and what a person has said of it. */
export type AbsentCell = {
  lessonId: number;
  groupId: number;
  classId: number;
  /** The student's own class that day: for a club of several classes it is not the lesson's. */
  homeClass: number;
  date: string;
  number: number;
  minutes: number | null;
  v: number;
  setBy: number;
  reason: Reason | null;
  reasonV: number;
  reasonBy: number | null;
  handReason: Reason | null;
  handAct: number | null;
  handBy: number | null;
};
export type People = (PersonName & { id: number })[];
export type CellRow = { lessonId: number; studentId: number; reason: Reason | null; by: number | null };

/** The class a student belongs to on a day. */
export const homeClassOn = (tx: Asker, student: ReturnType<Asker>, day: ReturnType<Asker>, schoolId: number) => tx`
  (select e.class_id from enrolment e where e.school_id = ${schoolId} and e.student_id = ${student}
    and e.starts <= ${day} and (e.ends is null or e.ends >= ${day}) order by e.starts desc limit 1)`;

/** Names of those who set what stands in the cells. */
export const peopleOf = (tx: Asker, schoolId: number, ids: ReturnType<Asker>) => tx`
  (select coalesce(json_agg(json_build_object('id', p.id, 'familyName', p.family_name, 'givenName', p.given_name,
      'patronymic', p.patronymic)), '[]')
    from person p where p.school_id = ${schoolId} and p.id in (${ids}))`;

/** Documents in force of a student between two days, as JSON. */
export const rulingsOf = (
  tx: Asker,
  schoolId: number,
  student: ReturnType<Asker>,
  from: ReturnType<Asker>,
  to: ReturnType<Asker>,
) => tx`
  (select coalesce(json_agg(json_build_object('id', d.id, 'reason', d.reason, 'starts', d.starts, 'ends', d.ends,
      'firstLesson', d.first_lesson, 'lastLesson', d.last_lesson, 'act', d.act, 'by', d.by_id)), '[]')
    from absence_document d where d.school_id = ${schoolId} and d.student_id = ${student} and d.ends >= ${from}
      and d.starts <= ${to} and d.active)`;

/** The student's absences between two days that can still be changed, as JSON. */
export const absentCellsOf = (
  tx: Asker,
  schoolId: number,
  student: ReturnType<Asker>,
  from: ReturnType<Asker>,
  to: ReturnType<Asker>,
) => tx`
  (select coalesce(json_agg(json_build_object('lessonId', l.id, 'groupId', l.group_id, 'classId', l.class_id,
      'homeClass', coalesce(${homeClassOn(tx, tx`a.student_id`, tx`a.on_date`, schoolId)}, l.class_id), 'date', l.on_date,
      'number', l.number, 'minutes', a.minutes, 'v', a.code_v, 'setBy', a.set_by, 'reason', a.reason,
      'reasonV', a.reason_v, 'reasonBy', a.reason_by, 'handReason', a.hand_reason, 'handAct', a.hand_act,
      'handBy', a.hand_by) order by l.on_date, l.number, l.id), '[]')
    from attendance a join lesson l on l.school_id = a.school_id and l.id = a.lesson_id
    join class c on c.school_id = l.school_id and c.id = l.class_id
    left join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
      and l.on_date between p.starts and p.ends
    where a.school_id = ${schoolId} and a.student_id = ${student} and a.on_date between ${from} and ${to}
      and a.code = 'absent' and l.status = 'planned' and p.closed_at is null)`;

export const handOf = (cell: Pick<AbsentCell, 'handReason' | 'handAct' | 'handBy'>): Hand | null =>
  cell.handReason === null || cell.handAct === null
    ? null
    : { reason: cell.handReason, act: cell.handAct, by: cell.handBy ?? 0 };

export const nameIn = (people: People, id: number | null): string | null => {
  const person = people.find((p) => p.id === id);
  return person ? shortName(person) : null;
};

/** A change of one cell's reason as history and event tell it. */
export function reasonChange(
  studentId: number,
  cell: AbsentCell,
  next: { reason: Reason | null; by: string | null },
  setBy: string | null,
  code: AttendanceCode | null = 'absent',
): Change {
  const { lessonId, groupId, classId, date, reasonV } = cell;
  const v = reasonV + 1;
  return {
    event: {
      name: 'absence.reasoned',
      data: {
        ...{ lessonId, groupId, classId, date, studentId, reason: next.reason, v },
        whole: {
          ...{ classId: cell.homeClass, code, minutes: cell.minutes, v: cell.v, by: setBy },
          ...{ reason: next.reason, reasonV: v, reasonBy: next.by },
        },
      },
    },
    object: `reason:${lessonId}:${studentId}`,
    base: reasonV,
    version: v,
    before: cell.reason,
  };
}

/** What documents make of a student's absences: the cells whose reason becomes another one. */
export function relabel(
  studentId: number,
  cells: readonly AbsentCell[],
  documents: readonly Ruling[],
  people: People,
): { changes: Change[]; rows: CellRow[] } {
  const changes: Change[] = [];
  const rows: CellRow[] = [];
  for (const cell of cells) {
    const held = reasonOf(cell, handOf(cell), documents);
    const reason = held?.reason ?? null;
    if (reason === cell.reason) continue;
    const by = held?.by ?? null;
    changes.push(reasonChange(studentId, cell, { reason, by: nameIn(people, by) }, nameIn(people, cell.setBy)));
    rows.push({ lessonId: cell.lessonId, studentId, reason, by });
  }
  return { changes, rows };
}

/** Puts the reasons of cells down; what a person has set by hand stays beside them. */
export const writeReasons = (tx: Asker, rows: readonly CellRow[], schoolId: number): Sendable<unknown>[] =>
  rows.length === 0
    ? []
    : [
        tx`update attendance a set reason = r.reason, reason_by = r.by, reason_v = a.reason_v + 1
          from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, "studentId" int, reason text, by int)
          where a.school_id = ${schoolId} and a.lesson_id = r."lessonId" and a.student_id = r."studentId"`,
      ];
