import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertVersions } from '#db/commands/planVersions.ts';
import { systemContext, writeAs } from '#db/sql.ts';
import { type AssignRow, assign, type Draft } from '#lib/domain/plans/assign.ts';
import { dueFrom, type PaceLesson, paceOf } from '#lib/domain/plans/pace.ts';
import { addDays } from '#lib/domain/time.ts';
import { CLASS, GROUP, PEOPLE, school, TODAY, type World } from '#tests/support/school.ts';

/** Random rows, lessons, cancellations, merges and decisions: whatever statement writes them, the stored drafts and counters are
 *  what the rules of lib/domain/plans give when everything is counted anew. */

const PLAN = 1;
let world: World;
beforeAll(async () => {
  world = await school();
  await world.owner`insert into plan (school_id, id, year_id, subject_id, grade, author_id) overriding system value
    values (1, ${PLAN}, 1, 1, 5, ${PEOPLE.teacher.id})`;
});
afterAll(() => world.close());

type Stored = { rows: AssignRow[]; lessons: PaceLesson[] };
async function stored(): Promise<Stored> {
  const rows = await world.owner<AssignRow[]>`select id, hours from plan_row where school_id = 1 and plan_id = ${PLAN}
    and kind = 'lesson' and not removed order by position, id`;
  const lessons = await world.owner<PaceLesson[]>`
    select l.id, l.on_date::text as date, l.number, l.status = 'cancelled' as cancelled, l.topic is not null as filled,
      l.homework_state is not null as homework, p.kind as said,
      coalesce((select s.was_on from substitution s where s.school_id = 1 and s.lesson_id = l.id), l.on_date)::text as "planOn",
      coalesce((select json_agg(json_build_object('row', r.row_id, 'hours', r.hours)) from lesson_row r
        where r.school_id = 1 and r.lesson_id = l.id and r.plan_id = ${PLAN}), '[]') as passed
    from lesson l left join lesson_pass p on p.school_id = 1 and p.lesson_id = l.id
    where l.school_id = 1 and l.group_id = ${GROUP.math} order by l.id`;
  return { rows: [...rows], lessons: [...lessons] };
}
const inOrder = (drafts: readonly [number, Draft[]][]) =>
  drafts.flatMap(([lesson, hours]) => hours.map(({ row, hour, place }) => `${lesson} ${row} ${hour} ${place}`)).sort();
async function expectKept(due: readonly string[] | null): Promise<void> {
  const { rows, lessons } = await stored();
  const drafts = await world.owner<{ lesson: number; row: string; hour: number; place: number }[]>`
    select lesson_id as lesson, row_id as row, hour, place from lesson_draft where school_id = 1 and group_id = ${GROUP.math}`;
  expect(drafts.map((d) => `${d.lesson} ${d.row} ${d.hour} ${d.place}`).sort()).toEqual(
    inOrder([...assign(rows, lessons)]),
  );
  const [kept] =
    await world.owner`select total, passed, merged, outside, cancelled, unbound, rest, open, as_of::text, lag,
    later_on::text[], later_by from plan_pace where school_id = 1 and group_id = ${GROUP.math}`;
  if (!kept) throw new Error('no counters are kept');
  const { later_on, later_by, as_of, lag, ...counts } = kept;
  const lagAt = (day: string) =>
    (later_on as string[]).reduce(
      (sum, on, i) => (on <= day ? sum + ((later_by as number[])[i] ?? 0) : sum),
      lag as number,
    );
  expect(as_of <= TODAY).toBe(true);
  for (const day of [TODAY, addDays(TODAY, 1), addDays(TODAY, 9), '2027-05-31']) {
    const { lag: expected, ...others } = paceOf(rows, lessons, due, day);
    expect(counts).toEqual(others);
    expect(lagAt(day)).toBe(expected);
  }
  expect(await world.owner`select 1 from plan_stale`).toHaveLength(0);
}

const asApp = (write: Parameters<typeof writeAs<unknown>>[2]) => writeAs(world.db, systemContext(1), write);
const day = (n: number) => addDays('2026-11-25', n);
const rowId = (n: number) => `row_${String(n).padStart(6, '0')}`;

type Step =
  | { do: 'row'; n: number; hours: number; at: number; section: boolean }
  | { do: 'gone'; n: number; removed: boolean }
  | { do: 'add'; on: number; number: number }
  | { do: 'drop' | 'cancel' | 'move' | 'topic' | 'clear' | 'unsay' | 'homework'; pick: number; to: number }
  | { do: 'rows'; pick: number; rows: number[]; topic: boolean }
  | { do: 'repeat' | 'lost'; pick: number; topic: boolean }
  | { do: 'leave' | 'due' | 'approve'; to: number };
const small = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('row' as const),
    n: small,
    hours: fc.nat({ max: 3 }),
    at: fc.nat({ max: 30 }),
    section: fc.constant(false),
  }),
  fc.record({
    do: fc.constant('row' as const),
    n: small,
    hours: fc.constant(0),
    at: fc.nat({ max: 30 }),
    section: fc.constant(true),
  }),
  fc.record({ do: fc.constant('gone' as const), n: small, removed: fc.boolean() }),
  fc.record({ do: fc.constant('add' as const), on: fc.nat({ max: 20 }), number: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    do: fc.constantFrom('drop', 'cancel', 'move', 'topic', 'clear', 'unsay', 'homework'),
    pick: fc.nat({ max: 30 }),
    to: fc.nat({ max: 20 }),
  }),
  fc.record({
    do: fc.constant('rows' as const),
    pick: fc.nat({ max: 30 }),
    rows: fc.array(small, { minLength: 1, maxLength: 3 }),
    topic: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom('repeat', 'lost'), pick: fc.nat({ max: 30 }), topic: fc.boolean() }),
  fc.record({ do: fc.constantFrom('leave', 'due', 'approve'), to: fc.nat({ max: 20 }) }),
) as fc.Arbitrary<Step>;

test('drafts and counters are what the rules give, whatever has written rows, lessons and decisions', async () => {
  const seed = Number(process.env['SEED'] ?? 20261202);
  const NOTHING = { due: null as string[] | null };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const state = { ...NOTHING };
      await asApp(async (tx) => {
        for (const table of ['lesson_row', 'lesson_pass', 'lesson_draft', 'plan_group', 'plan_version', 'plan_row'])
          await tx`delete from ${tx(table)} where school_id = 1`;
        await tx`insert into plan_group (school_id, group_id, plan_id) values (1, ${GROUP.math}, ${PLAN})`;
        await tx`insert into plan_row (school_id, plan_id, id, position, order_key, kind, topic, hours, homework, resources, results, note, correction)
          select 1, ${PLAN}, 'row_' || lpad(n::text, 6, '0'), n * 3, 'a', 'lesson', 'Тема ' || n, 1 + n % 2, '', '', '', '', '' from generate_series(0, 6) n`;
      });
      for (const one of steps) {
        await carryOut(one, state);
        await expectKept(state.due);
      }
      await asApp(async (tx) => {
        await tx`update lesson set topic = null, status = 'planned' where school_id = 1 and group_id = ${GROUP.math} and id > 1000`;
      });
    }),
    { seed, numRuns: 150, verbose: 1 },
  );
}, 120_000);

let numbers = 5000;
async function carryOut(one: Step, state: { due: string[] | null }): Promise<void> {
  await asApp(async (tx) => {
    const lessons = await tx<
      { id: number }[]
    >`select id from lesson where school_id = 1 and group_id = ${GROUP.math} order by id`;
    const picked = 'pick' in one ? (lessons[one.pick % lessons.length]?.id ?? 0) : 0;
    switch (one.do) {
      case 'row':
        await tx`insert into plan_row (school_id, plan_id, id, position, order_key, kind, topic, hours, homework, resources, results, note, correction)
          values (1, ${PLAN}, ${rowId(one.n)}, ${one.at}, 'a', ${one.section ? 'section' : 'lesson'}, 'Тема', ${one.hours}, '', '', '', '', '')
          on conflict (school_id, plan_id, id) do update set position = excluded.position, kind = excluded.kind, hours = excluded.hours`;
        return;
      case 'gone':
        await tx`update plan_row set removed = ${one.removed} where school_id = 1 and plan_id = ${PLAN} and id = ${rowId(one.n)}`;
        return;
      case 'add':
        numbers += 1;
        await tx`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at, room)
          overriding system value values (1, ${numbers}, ${GROUP.math}, ${CLASS.a}, 1, ${PEOPLE.teacher.id}, ${day(one.on)}, ${one.number}, now(), now(), '1')`;
        return;
      case 'drop':
        if (picked < 5000) return;
        for (const table of ['lesson_row', 'lesson_pass'])
          await tx`delete from ${tx(table)} where school_id = 1 and lesson_id = ${picked}`;
        await tx`delete from lesson where school_id = 1 and id = ${picked}`;
        return;
      case 'cancel':
        await tx`update lesson set status = case status when 'planned' then 'cancelled' else 'planned' end where school_id = 1 and id = ${picked}`;
        return;
      case 'move':
        await tx`update lesson set on_date = ${day(one.to)} where school_id = 1 and id = ${picked}`;
        return;
      case 'topic':
        await tx`update lesson set topic = 'Своя тема' where school_id = 1 and id = ${picked}`;
        return;
      case 'clear':
        await tx`update lesson set topic = null where school_id = 1 and id = ${picked}`;
        return;
      case 'homework':
        await tx`update lesson set homework_state = case when homework_state is null then 'none' end where school_id = 1 and id = ${picked}`;
        return;
      case 'unsay':
        await tx`delete from lesson_row where school_id = 1 and lesson_id = ${picked}`;
        await tx`update lesson_pass set kind = null where school_id = 1 and lesson_id = ${picked}`;
        return;
      case 'rows':
      case 'repeat':
      case 'lost':
        await tx`delete from lesson_row where school_id = 1 and lesson_id = ${picked}`;
        await tx`insert into lesson_pass (school_id, lesson_id, group_id, kind, decided, by_id, at)
          values (1, ${picked}, ${GROUP.math}, ${one.do}, true, ${PEOPLE.teacher.id}, now())
          on conflict (school_id, lesson_id) do update set kind = excluded.kind`;
        if (one.do === 'rows')
          await tx`insert into lesson_row (school_id, lesson_id, plan_id, row_id, group_id, hours)
            select 1, ${picked}, ${PLAN}, r.id, ${GROUP.math}, count(*) from unnest(${one.rows.map(rowId)}::text[]) u(id)
            join plan_row r on r.school_id = 1 and r.plan_id = ${PLAN} and r.id = u.id group by r.id`;
        if (one.topic) await tx`update lesson set topic = 'Тема' where school_id = 1 and id = ${picked}`;
        return;
      case 'leave':
        await tx`delete from plan_group where school_id = 1 and group_id = ${GROUP.math}`;
        await tx`insert into plan_group (school_id, group_id, plan_id) values (1, ${GROUP.math}, ${PLAN})`;
        return;
      case 'approve': {
        const [last] =
          await tx`select coalesce(max(number), 0)::int as n from plan_version where school_id = 1 and plan_id = ${PLAN}`;
        const author = { id: PEOPLE.teacher.id, name: '' };
        const head = { planId: PLAN, name: null, reason: null, seq: 0, kind: 'approved', author } as const;
        const number = Number(last?.['n']) + 1;
        await insertVersions(tx, [{ ...head, number, approved: number, at: new Date().toISOString() }], 1);
        const { lessons: all } = await stored();
        state.due = dueFrom(state.due, all, TODAY);
        const [kept] = await tx`select due -> ${String(GROUP.math)}::text as days from plan_version where school_id = 1
          and plan_id = ${PLAN} and number = ${number}`;
        expect(kept?.['days']).toEqual(state.due);
        return;
      }
      case 'due':
        state.due = Array.from({ length: one.to }, (_, n) => day(n + (n % 3)));
        await tx`insert into plan_version (school_id, plan_id, number, kind, at, author_id, seq, rows, due)
          select 1, ${PLAN}, coalesce(max(number), 0) + 1, 'approved', now(), 1, 0, '[]', ${JSON.stringify({ [GROUP.math]: state.due })}::text::jsonb
          from plan_version where school_id = 1 and plan_id = ${PLAN}`;
    }
  });
}

test('a group that follows no plan has neither drafts nor counters', async () => {
  await asApp((tx) => tx`delete from plan_group where school_id = 1 and group_id = ${GROUP.math}`);
  expect(await world.owner`select 1 from lesson_draft where group_id = ${GROUP.math}`).toHaveLength(0);
  expect(await world.owner`select 1 from plan_pace where group_id = ${GROUP.math}`).toHaveLength(0);
});
