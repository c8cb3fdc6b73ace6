import { rowsOf, type Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { ChangeKind } from '#lib/domain/lessonChange.ts';
import type { PayCode } from '#lib/domain/payCodes.ts';

/** By how much the counters of a day, class and teacher move. */
export type CountRow = {
  date: string;
  classId: number;
  teacherId: number;
  lessons: number;
  topic: number;
  homework: number;
  roll: number;
  due: number;
  done: number;
};
/** A homework's lesson, and where it is due from now on. */
export type ReboundRow = { lessonId: number; dueId: number | null };
/** What a changed lesson writes; `substitution` null: it stands by the timetable again. */
export type ChangedRow = {
  lesson: {
    id: number;
    date: string;
    number: number;
    startsAt: Date;
    endsAt: Date;
    room: string;
    status: 'planned' | 'cancelled';
    v: number;
  };
  substitution: null | {
    lessonId: number;
    kind: ChangeKind;
    teacherId: number | null;
    groupId: number;
    subjectId: number | null;
    intoId: number | null;
    absenceId: number | null;
    orderNo: string | null;
    orderOn: string | null;
    wasOn: string;
    wasNumber: number;
    wasStarts: Date;
    wasEnds: Date;
    wasRoom: string;
    rebound: number[];
    paid: boolean;
    payCode: PayCode | null;
    at: Date;
    by: number;
  };
  /** Its day is another one: works and files follow. */
  moved: boolean;
  counts: CountRow[];
  bound: ReboundRow[];
};

/** Writes changed lessons, one statement a table, and none for a table that nothing changes in. Works and files carry a copy of
 *  their lesson's day. */
export const writeChanges = (tx: Asker, rows: readonly ChangedRow[], schoolId: number): Sendable<unknown>[] => {
  const lessons = rows.map((row) => row.lesson);
  const moved = rows.filter((row) => row.moved).map((row) => row.lesson);
  const stand = rows.flatMap(({ substitution }) => (substitution ? [substitution] : []));
  const gone = rows.filter((row) => !row.substitution).map((row) => row.lesson.id);
  const counts = rows.flatMap((row) => row.counts);
  const bound = rows.flatMap((row) => row.bound);
  const dayOf = (table: 'work' | 'attachment' | 'mark' | 'attendance') => tx`update ${tx(table)} t set on_date = r.date
    from jsonb_to_recordset(${rowsOf(tx, moved)}) as r (id int, date date)
    where t.school_id = ${schoolId} and t.lesson_id = r.id and t.on_date <> r.date`;
  return [
    tx`update lesson l set on_date = r.date, number = r.number, starts_at = r."startsAt", ends_at = r."endsAt", room = r.room,
        status = r.status, change_v = r.v
      from jsonb_to_recordset(${rowsOf(tx, lessons)}) as r (id int, date date, number smallint, "startsAt" timestamptz,
        "endsAt" timestamptz, room text, status text, v int)
      where l.school_id = ${schoolId} and l.id = r.id`,
    ...(moved.length > 0 ? [dayOf('work'), dayOf('attachment'), dayOf('mark'), dayOf('attendance')] : []),
    ...(gone.length > 0
      ? [tx`delete from substitution where school_id = ${schoolId} and lesson_id = any(${gone})`]
      : []),
    ...(stand.length > 0
      ? [
          tx`insert into substitution (school_id, lesson_id, kind, teacher_id, group_id, subject_id, merged_into, absence_id,
        order_no, order_on, was_on, was_number, was_starts, was_ends, was_room, rebound, paid, pay_code, ordered_at, by_id)
      select ${schoolId}, r."lessonId", r.kind, r."teacherId", r."groupId", r."subjectId", r."intoId", r."absenceId",
        r."orderNo", r."orderOn", r."wasOn", r."wasNumber", r."wasStarts", r."wasEnds", r."wasRoom", r.rebound, r.paid,
        r."payCode", r.at, r.by
      from jsonb_to_recordset(${rowsOf(tx, stand)}) as r ("lessonId" int, kind text, "teacherId" int, "groupId" int,
        "subjectId" int, "intoId" int, "absenceId" int, "orderNo" text, "orderOn" date, "wasOn" date,
        "wasNumber" smallint, "wasStarts" timestamptz, "wasEnds" timestamptz, "wasRoom" text, rebound int[], paid boolean,
        "payCode" text, at timestamptz, by int)
      on conflict (school_id, lesson_id) do update set kind = excluded.kind, teacher_id = excluded.teacher_id,
        subject_id = excluded.subject_id, merged_into = excluded.merged_into,
        absence_id = coalesce(excluded.absence_id, substitution.absence_id),
        order_no = coalesce(substitution.order_no, excluded.order_no),
        order_on = coalesce(substitution.order_on, excluded.order_on), rebound = excluded.rebound, paid = excluded.paid,
        pay_code = excluded.pay_code, ordered_at = excluded.ordered_at, by_id = excluded.by_id,
        version = substitution.version + 1`,
        ]
      : []),
    ...(counts.length > 0
      ? [
          tx`insert into filling as f (school_id, on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done)
      select ${schoolId}, date, "classId", "teacherId", sum(lessons), sum(topic), sum(homework), sum(roll), sum(due), sum(done)
      from jsonb_to_recordset(${rowsOf(tx, counts)}) as r (date date, "classId" int, "teacherId" int, lessons int, topic int,
        homework int, roll int, due int, done int)
      group by date, "classId", "teacherId"
      on conflict (school_id, on_date, class_id, teacher_id) do update set lessons = f.lessons + excluded.lessons,
        topic = f.topic + excluded.topic, homework = f.homework + excluded.homework, roll = f.roll + excluded.roll,
        due = f.due + excluded.due, done = f.done + excluded.done`,
        ]
      : []),
    ...(bound.length > 0
      ? [
          tx`update lesson l set homework_due_id = r."dueId", homework_v = l.homework_v + 1
      from jsonb_to_recordset(${rowsOf(tx, bound)}) as r ("lessonId" int, "dueId" int)
      where l.school_id = ${schoolId} and l.id = r."lessonId"`,
        ]
      : []),
  ];
};
