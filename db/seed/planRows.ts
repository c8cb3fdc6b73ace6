import { Doc, encodeStateAsUpdate } from 'yjs';
import { writeRow } from '#db/plans/document.ts';
import type { BuildingData } from '#db/seed/building.ts';
import { type SchoolYear, schoolDays } from '#db/seed/calendar.ts';
import type { Load, Row } from '#db/seed/copy.ts';
import type { Ids } from '#db/seed/model.ts';
import { type CourseRow, courseRows, fateOf, type PlanCourse, type PlanFate, planCourses } from '#db/seed/plans.ts';
import { randomOf } from '#db/seed/random.ts';
import type { SchoolIds } from '#db/seed/schoolRows.ts';
import { LOGINS } from '#db/seed/story.ts';
import { dueHours, planTotals } from '#lib/domain/plans/hours.ts';
import { ordersBetween } from '#lib/domain/plans/order.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { addDays } from '#lib/domain/time.ts';

/** Plans with their documents and rows. What is approved is frozen as a version. */

/** A plan of the demo with its rows, for what else is told of it. */
export type SeededPlan = { id: number; course: PlanCourse; fate: PlanFate; rows: PlanRow[]; approved: PlanRow[] };

const ROW_COLUMNS = [
  ...[
    'school_id',
    'plan_id',
    'id',
    'position',
    'order_key',
    'kind',
    'topic',
    'hours',
    'type',
    'control_id',
    'homework',
  ],
  ...['resources', 'results', 'note', 'correction', 'authors'],
];

export async function loadPlans(
  load: Load,
  ids: Ids,
  own: SchoolIds,
  year: SchoolYear,
  data: BuildingData,
  office: ReadonlyMap<string, number>,
): Promise<SeededPlan[]> {
  const { schoolId, yearId } = own;
  const deputyId = office.get(LOGINS.deputy) ?? 0;
  const plans = planCourses(data.groups)
    .filter((course) => fateOf(course) !== 'missing')
    .map((course): SeededPlan => makePlan(ids.next('plan'), course, own, year));
  const at = (plan: SeededPlan, days: number) =>
    `${addDays(year.starts, days)}T1${plan.id % 6}:${10 + (plan.id % 50)}:00+03:00`;
  /** Most were approved in the first week of September, the late ones after the tenth. */
  const approvedAt = (plan: SeededPlan) => at(plan, plan.fate === 'late' ? 13 + (plan.id % 4) : plan.id % 8);
  await load(
    'plan',
    [
      ...[
        'school_id',
        'id',
        'year_id',
        'subject_id',
        'grade',
        'name',
        'generation',
        'state',
        'approved',
        'approved_at',
      ],
      ...['seq', 'projected', 'totals', 'version', 'author_id', 'created_at'],
    ],
    plans.map((plan): Row => {
      const { course, fate, rows } = plan;
      const approved = fate !== 'draft' && fate !== 'review';
      return [
        ...[schoolId, plan.id, yearId, own.subjects.get(course.subject) ?? 0, course.grade, course.name],
        uuidOf(schoolId, plan.id),
        fate === 'review' || fate === 'draft' || fate === 'changed' ? fate : 'approved',
        ...[approved ? 1 : 0, approved ? approvedAt(plan) : null, 1, 1, planTotals(rows), approved ? 3 : 1],
        ...[course.groups[0].teacher.id, at(plan, -7)],
      ];
    }),
  );
  await load(
    'plan_group',
    ['school_id', 'group_id', 'plan_id'],
    plans.flatMap(({ id, course }) => course.groups.map((group): Row => [schoolId, group.id, id])),
  );
  await load(
    'plan_state',
    ['school_id', 'plan_id', 'seq', 'bytes'],
    plans.map(({ id, rows }): Row => [schoolId, id, 1, `\\x${Buffer.from(documentOf(id, rows)).toString('hex')}`]),
  );
  await load(
    'plan_row',
    ROW_COLUMNS,
    plans.flatMap(({ id, rows }) =>
      rows.map(
        (row, index): Row => [
          ...[schoolId, id, row.id, index + 1, row.order, row.kind, row.topic, row.hours, row.type, row.control],
          ...[row.homework, row.resources, row.results, row.note, row.correction, {}],
        ],
      ),
    ),
  );
  await load(
    'plan_version',
    ['school_id', 'plan_id', 'number', 'kind', 'approved', 'at', 'author_id', 'seq', 'rows'],
    plans
      .filter(({ fate }) => fate !== 'draft' && fate !== 'review')
      .map((plan): Row => [schoolId, plan.id, 1, 'approved', 1, approvedAt(plan), deputyId, 1, plan.approved]),
  );
  return plans;
}

function makePlan(id: number, course: PlanCourse, own: SchoolIds, year: SchoolYear): SeededPlan {
  const [leading] = course.groups;
  const days = schoolDays(year, course.grade).length;
  const period = { id: 0, label: '', starts: year.starts, ends: year.ends, half: false, days };
  const due = dueHours(leading.hours, 5, [period]).year;
  const fate = fateOf(course);
  const drafts = courseRows(course, fate === 'short' ? due - 2 : due);
  const random = randomOf('planOrder', id);
  const keys = ordersBetween(null, null, drafts.length, () => random.next());
  const rowOf = ({ control, ...draft }: CourseRow, at: number): PlanRow => ({
    ...draft,
    control: control && (own.workTypes.get(control) ?? null),
    id: `p${String(id).padStart(4, '0')}r${String(at + 1).padStart(4, '0')}`,
    order: keys[at] ?? 'V',
  });
  const approved = drafts.map(rowOf);
  return { id, course, fate, approved, rows: fate === 'changed' ? corrected(approved) : approved };
}

/** What is otherwise than it was approved: two lessons to come made one, a topic said more exactly, an extra lesson. */
function corrected(approved: readonly PlanRow[]): PlanRow[] {
  const rows = [...approved];
  const lessons = rows.flatMap((row, at) => (row.kind === 'lesson' && row.control === null ? [at] : []));
  const from = Math.floor(lessons.length * 0.46);
  const change = (nth: number, more: (row: PlanRow) => Partial<PlanRow>) => {
    const at = lessons[from + nth];
    const row = at === undefined ? undefined : rows[at];
    if (at !== undefined && row) rows[at] = { ...row, ...more(row) };
  };
  change(1, (row) => ({
    topic: `${row.topic}. Решение задач`,
    correction: 'Карантин в первой неделе декабря: темы объединены',
  }));
  change(4, (row) => ({ homework: row.homework || 'Карточка № 7', note: 'Взять набор карточек' }));
  change(7, (row) => ({
    topic: `Повторение. ${row.topic}`,
    type: 'review',
    correction: 'По итогам контрольной работы № 2',
  }));
  return rows;
}

function documentOf(id: number, rows: readonly PlanRow[]): Uint8Array {
  const doc = new Doc();
  // The same plan gives the same bytes.
  doc.clientID = id;
  doc.transact(() => {
    for (const row of rows) writeRow(doc, row);
  });
  return encodeStateAsUpdate(doc);
}

const uuidOf = (schoolId: number, id: number): string =>
  `00000000-0000-4000-8000-${String(schoolId).padStart(4, '0')}${String(id).padStart(8, '0')}`;
