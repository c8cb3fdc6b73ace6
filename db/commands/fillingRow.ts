import { rowsOf, type Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { EventData } from '#lib/contract/events.ts';

/** What a command changed in the counting of one lesson: the difference. */
export type FillingRow = {
  lessonId: number;
  date: string;
  classId: number;
  teacherId: number;
} & EventData<'filling.changed'>['moved'];

/** Moves the lessons' own counts of marks due and done, and the day's counters, by the differences. */
export const writeFilling = (tx: Asker, rows: readonly FillingRow[], schoolId: number): Sendable<unknown>[] => [
  tx`update lesson l set due = l.due + r.due, done = l.done + r.done
    from (select "lessonId", sum(due) as due, sum(done) as done
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, due int, done int)
      where due <> 0 or done <> 0 group by "lessonId") r
    where l.school_id = ${schoolId} and l.id = r."lessonId"`,
  tx`update filling f set topic = f.topic + r.topic, homework = f.homework + r.homework, roll = f.roll + r.roll,
      due = f.due + r.due, done = f.done + r.done
    from (select date, "classId", "teacherId", sum(topic) as topic, sum(homework) as homework, sum(roll) as roll,
        sum(due) as due, sum(done) as done
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (date date, "classId" int, "teacherId" int, topic int,
        homework int, roll int, due int, done int)
      group by date, "classId", "teacherId") r
    where f.school_id = ${schoolId} and f.on_date = r.date and f.class_id = r."classId" and f.teacher_id = r."teacherId"`,
];
