import type postgres from 'postgres';
import type { Load, Row } from '#db/seed/copy.ts';
import type { Group, Lesson } from '#db/seed/model.ts';
import type { SeededPlan } from '#db/seed/planRows.ts';
import type { SchoolIds } from '#db/seed/schoolRows.ts';

/** Which rows of their plans the lessons of the demo have passed: the nth lesson of a group the nth row, because the journal's topics
 *  and the plans come from one list. Drafts of the lessons to come and the counters are made by the database at the end. */

/** Departures from the plan, of the second and third class of a course: by how many lessons before its last filled one. */
const LOST = { course: 'alg:8', nth: 1, before: [0, 2], reason: 'Карантин: уроки прошли как повторение' } as const;
const MERGED = { course: 'alg:8', nth: 2, before: [1], reason: 'Уплотнение программы' } as const;
const REPEATED = { course: 'geom:8', nth: 1, before: [1], reason: 'Тема усвоена слабо' } as const;
const TOPICS = { lost: 'Административная контрольная работа', repeat: 'Повторение изученного' } as const;

type Pass = { lesson: Lesson; kind: 'rows' | 'lost' | 'repeat'; rows: string[]; reason: string | null };

export async function loadPlanLessons(
  tx: postgres.TransactionSql,
  load: Load,
  own: SchoolIds,
  plans: readonly SeededPlan[],
): Promise<void> {
  const { schoolId } = own;
  const all = plans.flatMap((plan) =>
    plan.course.groups.flatMap((group, nth) => passesOf(plan, group, nth).map((pass) => ({ ...pass, plan, group }))),
  );
  await load(
    'lesson_pass',
    ['school_id', 'lesson_id', 'group_id', 'kind', 'decided', 'reason', 'by_id', 'at'],
    all.map(
      ({ lesson, group, kind, reason }): Row => [
        ...[schoolId, lesson.id, group.id, kind, reason !== null, reason],
        ...[(lesson.substitute ?? group.teacher).id, new Date(lesson.ends).toISOString()],
      ],
    ),
  );
  await load(
    'lesson_row',
    ['school_id', 'lesson_id', 'plan_id', 'row_id', 'group_id'],
    all.flatMap(({ lesson, group, plan, rows }) =>
      rows.map((row): Row => [schoolId, lesson.id, plan.id, row, group.id]),
    ),
  );
  const renamed = all.flatMap(({ lesson, kind }) => (kind === 'rows' ? [] : [{ id: lesson.id, topic: TOPICS[kind] }]));
  await tx`update lesson l set topic = r.topic
    from json_to_recordset(${JSON.stringify(renamed)}::text::json) as r (id int, topic text)
    where l.school_id = ${schoolId} and l.id = r.id`;
}

function passesOf({ rows, course }: SeededPlan, group: Group, nth: number): Pass[] {
  const lessons = rows.filter((row) => row.kind === 'lesson');
  const held = group.lessons.filter((lesson) => !lesson.cancelled);
  const filled = held.filter((lesson) => lesson.topic !== null);
  const departs = (which: { course: string; nth: number; before: readonly number[] }, lesson: Lesson): boolean =>
    `${course.subject}:${course.grade}` === which.course &&
    nth === which.nth &&
    which.before.some((before) => filled.at(-1 - before) === lesson);
  const passes: Pass[] = [];
  let at = 0;
  for (const lesson of held) {
    const lost = departs(LOST, lesson);
    if (lost || departs(REPEATED, lesson)) {
      const reason = lost ? LOST.reason : REPEATED.reason;
      passes.push({ lesson, kind: lost ? 'lost' : 'repeat', rows: [], reason });
      continue;
    }
    const several = departs(MERGED, lesson) ? 2 : 1;
    const passed = lessons.slice(at, at + several).map((row) => row.id);
    at += several;
    // What is not filled yet leaves its row to be offered.
    if (lesson.topic !== null && passed.length > 0)
      passes.push({ lesson, kind: 'rows', rows: passed, reason: several > 1 ? MERGED.reason : null });
  }
  return passes;
}
