import * as Y from 'yjs';
import { openDocument, readDocument, writeRow } from '#db/plans/document.ts';
import { planTotals } from '#lib/domain/plans/hours.ts';
import { emptyPlanRow, type PlanRow } from '#lib/domain/plans/rows.ts';
import { GROUP, TYPE, type World } from '#tests/support/school.ts';

/** A thematic plan in the small school of the tests: «Математика, 5 класс» for 5А, a section and three lessons. */

export const PLAN = 1;
export const ROW = { section: 'section-one', first: 'lesson-first', control: 'lesson-check', last: 'lesson-third' };

const row = (id: string, order: string, more: Partial<PlanRow>): PlanRow => ({ ...emptyPlanRow(), id, order, ...more });
export const PLAN_ROWS_OF_TEST: readonly PlanRow[] = [
  row(ROW.section, 'A111', { kind: 'section', topic: 'Дроби', hours: 0 }),
  row(ROW.first, 'B111', { topic: 'Доли и дроби', type: 'new', homework: '§ 12' }),
  row(ROW.control, 'C111', { topic: 'Контрольная работа', type: 'control', control: TYPE.control }),
  row(ROW.last, 'D111', { topic: 'Сложение дробей', hours: 2 }),
];

/** Puts the plan into the world, written by the teacher and read into rows. */
export async function fillPlan(world: World): Promise<void> {
  const doc = new Y.Doc();
  for (const one of PLAN_ROWS_OF_TEST) writeRow(doc, one);
  const totals = JSON.stringify(planTotals(PLAN_ROWS_OF_TEST));
  await world.owner`insert into plan (school_id, id, year_id, subject_id, grade, seq, projected, totals, author_id)
    overriding system value values (1, ${PLAN}, 1, 1, 5, 1, 1, ${totals}::text::jsonb, 1)`;
  await world.owner`select setval(pg_get_serial_sequence('plan', 'id'), 100)`;
  await world.owner`insert into plan_group (school_id, group_id, plan_id) values (1, ${GROUP.math}, ${PLAN})`;
  await world.owner`insert into plan_update (school_id, plan_id, seq, bytes, author_id)
    values (1, ${PLAN}, 1, ${Buffer.from(Y.encodeStateAsUpdate(doc))}, 1)`;
  await world.owner`insert into plan_row (school_id, plan_id, id, position, order_key, kind, topic, hours, type, control_id,
      homework, resources, results, note, correction)
    select 1, ${PLAN}, r.id, n, r."order", r.kind, r.topic, r.hours, r.type, r.control, r.homework, r.resources, r.results,
      r.note, r.correction
    from jsonb_to_recordset(${JSON.stringify(PLAN_ROWS_OF_TEST.map((one, at) => ({ ...one, n: at + 1 })))}::text::jsonb) as r
      (n int, id text, "order" text, kind text, topic text, hours int, type text, control int, homework text, resources text,
      results text, note text, correction text)`;
}

/** A plan's document as the database holds it. */
export async function documentOf(world: World, planId: number): Promise<Y.Doc> {
  const state = await world.owner<{ bytes: Uint8Array; seq: number }[]>`select bytes, seq from plan_state
    where school_id = 1 and plan_id = ${planId}`;
  const updates = await world.owner<{ bytes: Uint8Array }[]>`select bytes from plan_update
    where school_id = 1 and plan_id = ${planId} and seq > ${state[0]?.seq ?? 0} order by seq`;
  return openDocument([...state, ...updates].map(({ bytes }) => new Uint8Array(bytes)));
}
export const rowsInDocument = async (world: World, planId: number): Promise<PlanRow[]> =>
  readDocument(await documentOf(world, planId));

/** What somebody types into a plan, committed as the room of the plan does it: not read into rows yet. Its number. */
export async function typeInto(
  world: World,
  planId: number,
  authorId: number,
  change: (doc: Y.Doc) => void,
): Promise<number> {
  const doc = await documentOf(world, planId);
  const before = Y.encodeStateVector(doc);
  change(doc);
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc, before));
  const [row] =
    await world.owner`with plan as (update plan set seq = seq + 1 where school_id = 1 and id = ${planId} returning seq)
    insert into plan_update (school_id, plan_id, seq, bytes, author_id)
    select 1, ${planId}, seq, ${bytes}, ${authorId} from plan returning seq`;
  return Number(row?.['seq']);
}

/** The plan as it stands becomes its approved version, as if it had long been so. */
export async function approvePlan({ owner }: World, approved: number): Promise<void> {
  await owner`update plan set state = 'approved', approved = ${approved}, approved_at = '2026-09-08T09:00:00Z'
    where school_id = 1 and id = ${PLAN}`;
  await owner`insert into plan_version (school_id, plan_id, number, kind, approved, at, author_id, seq, rows, due)
    select 1, ${PLAN}, coalesce(max(v.number), 0) + 1, 'approved', ${approved}, '2026-09-08T09:00:00Z', 4, p.projected, x.rows, '{}'
    from plan p left join plan_version v on v.school_id = p.school_id and v.plan_id = p.id
    cross join lateral (select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'order', r.order_key,
        'topic', r.topic, 'hours', r.hours, 'type', r.type, 'control', r.control_id, 'homework', r.homework,
        'resources', r.resources, 'results', r.results, 'note', r.note, 'correction', r.correction) order by r.position) as rows
      from plan_row r where r.school_id = p.school_id and r.plan_id = p.id and not r.removed) x
    where p.school_id = 1 and p.id = ${PLAN} group by p.projected, x.rows`;
}
