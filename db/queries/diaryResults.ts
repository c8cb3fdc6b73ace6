import {
  childAsked,
  readPeriodMarks,
  readPeriods,
  readStages,
  readStudent,
  readSubjects,
} from '#db/queries/diaryStudent.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { ResultsView, SheetMark } from '#lib/contract/diaryViews.ts';
import type { Actor } from '#lib/policy.ts';

type YearRow = { id: number; starts: string; ends: string };

/** Итоги of one student over one school year, the running one by default; null when this person may not read them. */
export async function diaryResults(
  actor: Actor,
  asked: { studentId?: number | undefined; yearId?: number | undefined },
  db: Sql = sql(),
): Promise<ResultsView | null> {
  const child = childAsked(actor, asked.studentId);
  if (!child) return null;
  const { schoolId } = actor;
  const id = child.studentId;
  return readAs(db, contextOf(actor), async (tx) => {
    const [student, all, years] = await Promise.all([
      readStudent(tx, actor, id),
      readPeriods(tx, schoolId, id),
      tx<YearRow[]>`select id, starts, ends from academic_year where school_id = ${schoolId} order by starts`,
    ]);
    const last = all.at(-1);
    if (!student || !last) return null;
    const { pointDays: _, ...head } = student;
    const chosen = all.some((p) => p.yearId === asked.yearId) ? asked.yearId : last.yearId;
    const year = years.find((y) => y.id === chosen);
    if (!year) return null;
    const periods = all.filter((p) => p.yearId === year.id);
    const { starts, ends } = year;
    const subjects = await readSubjects(tx, schoolId, id, starts, ends);
    const groupIds = subjects.flatMap((s) => s.groupIds);
    const [marks, missed, periodMarks, workTypes] = await Promise.all([
      tx<SheetMark[]>`select m.work_id as "workId", m.number, m.group_id as "groupId", m.on_date as date, m.value,
          m.value_v as v, coalesce(m.type_id, w.type_id) as "typeId",
          coalesce(m.weight, ot.weight, w.weight, t.weight) as weight, m.counted,
          json_build_object('typeId', m.type_id, 'weight', m.weight, 'counted', m.counted, 'dueOn', m.due_on) as kind,
          m.kind_v as "kindV", json_build_object('typeId', w.type_id, 'weight', w.weight) as work
        from mark m join work w on w.school_id = m.school_id and w.id = m.work_id
        join work_type t on t.school_id = w.school_id and t.id = w.type_id
        left join work_type ot on ot.school_id = m.school_id and ot.id = m.type_id
        where m.school_id = ${schoolId} and m.student_id = ${id} and m.value is not null
          and m.group_id = any(${groupIds}) and m.on_date between ${starts} and ${ends}
        order by m.on_date, m.work_id, m.number`,
      tx<ResultsView['missed']>`select lesson_id as "lessonId", group_id as "groupId", on_date as date,
          coalesce(code = 'absent', false) as absent, code_v as v
        from attendance where school_id = ${schoolId} and student_id = ${id} and group_id = any(${groupIds})
          and on_date between ${starts} and ${ends} order by lesson_id`,
      readPeriodMarks(tx, schoolId, id, groupIds),
      readWorkTypes(tx, schoolId),
    ]);
    return {
      view: 'results',
      ...head,
      year: { id: year.id, label: labelOf(all, year.id), starts, ends },
      years: [...new Set(all.map((p) => p.yearId))].map((yearId) => ({ id: yearId, label: labelOf(all, yearId) })),
      periods,
      stages: await readStages(tx, schoolId, year.id, labelOf(all, year.id)),
      subjects: [...subjects],
      marks: [...marks],
      missed: [...missed],
      periodMarks: [...periodMarks],
      workTypes: [...workTypes],
    };
  });
}

const labelOf = (periods: readonly { yearId: number; year: string }[], id: number): string =>
  periods.find((p) => p.yearId === id)?.year ?? '';
