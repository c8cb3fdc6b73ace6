import { readMarkHistory } from '#db/queries/diaryHistory.ts';
import { childAsked, readPeriodMarks, readPeriods, readStudent, readSubjects } from '#db/queries/diaryStudent.ts';
import { readMarks } from '#db/queries/diaryView.ts';
import { periodOn } from '#db/queries/journalPage.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { MarksView } from '#lib/contract/diaryViews.ts';
import type { Actor } from '#lib/policy.ts';

/** Отметки of one student over one period: the one asked for, or that of the day `on`, or the running one. Null when this
 *  person may not read them. */
export async function diaryMarks(
  actor: Actor,
  asked: { studentId?: number | undefined; periodId?: number | undefined; on?: string | undefined },
  db: Sql = sql(),
): Promise<MarksView | null> {
  const child = childAsked(actor, asked.studentId);
  if (!child) return null;
  const { schoolId } = actor;
  const id = child.studentId;
  return readAs(db, contextOf(actor), async (tx) => {
    const [head, all] = await Promise.all([readStudent(tx, actor, id), readPeriods(tx, schoolId, id)]);
    if (!head) return null;
    const { today } = head;
    const begun = all.filter((p) => p.starts <= today);
    const periods = begun.length > 0 ? begun : all.slice(0, 1);
    const period = periods.find((p) => p.id === asked.periodId) ?? periodOn(periods, asked.on ?? today);
    if (!period) return null;
    const { starts, ends } = period;
    const subjects = await readSubjects(tx, schoolId, id, starts, ends);
    const groupIds = subjects.flatMap((s) => s.groupIds);
    const [marks, topics, ahead, periodMarks, workTypes] = await Promise.all([
      readMarks(
        tx,
        schoolId,
        id,
        tx`m.group_id = any(${groupIds}) and m.on_date between ${starts} and ${ends}`,
        tx`m.on_date, m.work_id, m.number`,
      ),
      tx<MarksView['topics']>`select id as "lessonId", topic, topic_v as v from lesson
        where school_id = ${schoolId} and group_id = any(${groupIds}) and on_date between ${starts} and ${ends}
          and (topic is not null or topic_v > 0) order by id`,
      tx<{ groupId: number; count: number }[]>`select l.group_id as "groupId", count(*)::int as count
        from group_student gs join lesson l on l.school_id = gs.school_id and l.group_id = gs.group_id
          and l.on_date >= gs.starts and (gs.ends is null or l.on_date <= gs.ends)
        where gs.school_id = ${schoolId} and gs.student_id = ${id} and l.group_id = any(${groupIds})
          and l.status = 'planned' and l.on_date > ${today} and l.on_date between ${starts} and ${ends}
        group by l.group_id`,
      readPeriodMarks(tx, schoolId, id, groupIds),
      readWorkTypes(tx, schoolId),
    ]);
    // Last, for it reads the school's own log: nothing else is asked in its name.
    const history = await readMarkHistory(tx, schoolId, id, marks);
    return {
      view: 'marks',
      ...head,
      period,
      periods,
      subjects: subjects.map((subject) => ({
        ...subject,
        ahead: ahead.filter((a) => subject.groupIds.includes(a.groupId)).reduce((sum, a) => sum + a.count, 0),
      })),
      marks: marks.map((mark) => ({ ...mark, history: history(mark) })),
      topics: [...topics],
      periodMarks: periodMarks.filter((m) => m.periodId === period.id),
      workTypes: [...workTypes],
    };
  });
}
