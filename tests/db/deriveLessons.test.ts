import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext, writeAs } from '#db/sql.ts';
import { replaceTimetable, revertTimetable, type SlotInput } from '#db/timetable/replace.ts';
import { bellSetOn, minutesOf, type RungClass } from '#lib/domain/bells.ts';
import { addDays, instantIn, mondayOf } from '#lib/domain/time.ts';
import { slotsOn } from '#lib/domain/timetable.ts';
import { LESSON, NOW, school, TODAY, type World } from '#tests/support/school.ts';

/** Random timetables put into force one after another, and taken back, while lessons get marks, words and substitutions:
 *  after each step the lessons to come are what a naive reading of the rules gives, and nothing else has moved. */

let world: World;
beforeAll(async () => {
  world = await school();
  const { owner } = world;
  await owner`delete from filling where school_id = 1 and lessons = 0`;
  await owner`delete from bell where school_id = 1`;
  await owner`insert into bell (school_id, bell_set_id, number, starts, ends)
    select 1, 1, n, time '08:30' + (n - 1) * interval '55 min', time '09:15' + (n - 1) * interval '55 min' from generate_series(1, 6) n`;
  await owner`insert into bell_set (school_id, id, name) overriding system value values (1, 2, 'Сокращённый')`;
  await owner`insert into bell (school_id, bell_set_id, number, starts, ends)
    select 1, 2, n, time '08:30' + (n - 1) * interval '40 min', time '09:00' + (n - 1) * interval '40 min' from generate_series(1, 5) n`;
  await owner`insert into bell_plan (school_id, bell_set_id, grade, weekday, on_date) values (1, 2, 5, 1, null), (1, 2, null, null, '2026-12-17')`;
  await owner`insert into day_off (school_id, year_id, starts, ends, title, grades, class_ids) values
    (1, 1, '2026-12-09', '2026-12-10', 'Первые классы', '{1}', null), (1, 1, '2026-12-15', '2026-12-15', '5Б', null, '{2}')`;
});
afterAll(() => world.close());

type Lesson = {
  id: number;
  group: number;
  teacher: number;
  date: string;
  number: number;
  room: string;
  at: string;
  status: string;
  /** Day and number by the timetable, and when that would have begun. */
  plan: string;
  planAt: string;
  held: boolean;
  written: boolean;
};
const read = async (): Promise<Lesson[]> => {
  const rows = await world.owner<(Lesson & { starts: Date; planned: Date })[]>`
    select l.id, l.group_id as "group", l.teacher_id as teacher, l.on_date::text as date, l.number, l.room, l.starts_at as starts,
      l.status, coalesce((select was_on::text || ' ' || was_number from substitution s where s.school_id = 1 and s.lesson_id = l.id),
        l.on_date::text || ' ' || l.number) as plan,
      coalesce((select was_starts from substitution s where s.school_id = 1 and s.lesson_id = l.id), l.starts_at) as planned,
      l.status = 'cancelled' or l.roll_at is not null or exists (select from mark m where m.lesson_id = l.id and m.school_id = 1)
        or exists (select from substitution s where s.lesson_id = l.id and s.school_id = 1) as held,
      l.topic is not null or exists (select from work w where w.school_id = 1 and w.lesson_id = l.id and w.number > 1) as written
    from lesson l where l.school_id = 1 order by l.on_date, l.number, l.id`;
  return rows.map(({ starts, planned, ...row }) => ({
    ...row,
    at: starts.toISOString(),
    planAt: planned.toISOString(),
  }));
};
const key = (l: Lesson): string => `${l.group} ${l.date} ${l.number} ${l.room} ${l.teacher} ${l.at} ${l.status}`;

type Slot = SlotInput & { starts: string; ends: string };
/** Lessons that the places give, read naively day by day. */
async function wanted(from: string, slots: readonly Slot[]): Promise<Lesson[]> {
  const groups = await world.owner<{ id: number; cls: number; teacher: number }[]>`
    select g.id, g.class_id as cls, (select t.teacher_id from group_teacher t where t.school_id = 1 and t.group_id = g.id
      and t.ends is null order by t.teacher_id limit 1) as teacher from study_group g where g.school_id = 1`;
  const classes = await world.owner<
    RungClass[]
  >`select id, grade, bell_set_id as "bellSetId" from class where school_id = 1`;
  const rules = await world.owner`select * from bell_plan where school_id = 1 order by id`;
  const bells = await world.owner`select * from bell where school_id = 1`;
  const found: Lesson[] = [];
  for (let date = from; date <= '2026-12-30'; date = addDays(date, 1))
    for (const slot of slotsOn(slots, date, '2026-09-01')) {
      const group = groups.find((g) => g.id === slot.groupId);
      const cls = classes.find((c) => c.id === group?.cls);
      if (!group || !cls) throw new Error('no such group');
      if (cls.grade === 1 && (date === '2026-12-09' || date === '2026-12-10')) continue;
      if (cls.id === 2 && date === '2026-12-15') continue;
      const plan = rules.map((r) => ({
        ...{
          id: r['id'],
          bellSetId: r['bell_set_id'],
          classId: r['class_id'],
          grade: r['grade'],
          weekday: r['weekday'],
        },
        ...{ date: r['on_date'] === null ? null : '2026-12-17', starts: null, ends: null },
      }));
      const set = bellSetOn(plan, cls, date);
      const rung = (id: number) => bells.find((b) => b['bell_set_id'] === id && b['number'] === slot.number);
      const bell = rung(set) ?? rung(cls.bellSetId);
      const minutes = minutesOf(String(bell?.['starts'])) ?? 0;
      const at = instantIn(date, '00:00', 'Europe/Moscow').getTime() + minutes * 60_000;
      if (at <= NOW.getTime()) continue;
      found.push({
        ...{ id: 0, group: slot.groupId, teacher: slot.teacherId ?? group.teacher, date, number: slot.number },
        ...{ room: slot.room, at: new Date(at).toISOString(), status: 'planned', held: false, written: false },
        plan: `${date} ${slot.number}`,
        planAt: new Date(at).toISOString(),
      });
    }
  return found.sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1));
}

/** What the lessons should be after a derivation: untouched ones as they were, the rest as wanted, week by week. */
function naive(before: readonly Lesson[], want: readonly Lesson[], from: string): string[] {
  const future = before.filter((l) => l.date >= from && l.at > NOW.toISOString());
  const kept = before.filter((l) => !future.includes(l)).map(key);
  const weeks = new Set([...future, ...want].map((l) => `${l.group} ${mondayOf(l.date)}`));
  for (const week of weeks) {
    const of = (list: readonly Lesson[]) => list.filter((l) => `${l.group} ${mondayOf(l.date)}` === week);
    const [old, places] = [of(future), of(want)];
    const at = (list: readonly Lesson[], l: Lesson) => list.find((o) => o.plan === l.plan);
    const held = old.filter((l) => l.held);
    kept.push(...held.map(key));
    // Whatever has become of a place's own lesson, and on whichever day it is, the place is not filled again.
    const own = before.filter((l) => `${l.group} ${mondayOf(l.plan.slice(0, 10))}` === week);
    const stays = own.filter((l) => l.held && l.status === 'planned' && l.plan.slice(0, 10) >= from);
    const spent = stays.filter((l) => l.planAt > NOW.toISOString() && !at(places, l)).length;
    const same = places.filter((p) => at(own, p));
    kept.push(...same.filter((p) => old.some((l) => !l.held && l.plan === p.plan)).map(key));
    const free = places.filter((p) => !at(own, p)).slice(spent);
    kept.push(...free.map(key));
    const homeless = old.filter((l) => !l.held && !at(places, l)).slice(free.length);
    kept.push(...homeless.filter((l) => l.written).map(key));
  }
  return kept.sort();
}

const GROUPS = [1, 2, 3, 4, 5];
const slot = fc.record({
  groupId: fc.constantFrom(...GROUPS),
  weekday: fc.integer({ min: 1, max: 6 }),
  number: fc.integer({ min: 1, max: 6 }),
  parity: fc.constantFrom<0 | 1 | 2>(0, 0, 1, 2),
  room: fc.constantFrom('201', '202'),
  teacherId: fc.constantFrom(null, null, 7),
});
const DAYS = [TODAY, '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-11', '2026-12-14', '2026-12-18', '2026-12-22'];
const step = fc.record({
  slots: fc.uniqueArray(slot, { maxLength: 14, selector: (s) => `${s.groupId} ${s.weekday} ${s.number}` }),
  from: fc.constantFrom(TODAY, '2026-12-03', '2026-12-07', '2026-12-14'),
  /** Of the lessons to come: which gets what; a moved one goes to a day before or behind `from`, or to another week. */
  acts: fc.array(
    fc.tuple(
      fc.constantFrom('topic', 'mark', 'substitute', 'move', 'cancel', 'work'),
      fc.nat(40),
      fc.constantFrom(...DAYS),
    ),
    { maxLength: 4 },
  ),
  back: fc.boolean(),
});

const asSchool = <T>(work: Parameters<typeof writeAs<T>>[2]) => writeAs(world.db, systemContext(1), work);
async function act(what: string, nth: number, to: string): Promise<void> {
  const { owner } = world;
  const future = (await read()).filter((l) => l.at > NOW.toISOString());
  const lesson = future[nth % Math.max(1, future.length)];
  if (!lesson) return;
  const { id } = lesson;
  if (what === 'topic') await owner`update lesson set topic = 'Доли' where school_id = 1 and id = ${id}`;
  if (what === 'cancel') await owner`update lesson set status = 'cancelled' where school_id = 1 and id = ${id}`;
  if (what === 'substitute')
    await owner`insert into substitution (school_id, lesson_id, group_id, teacher_id, ordered_at, was_on, was_number,
        was_starts, was_ends, was_room)
      select 1, id, group_id, 7, now(), on_date, number, starts_at, ends_at, room from lesson
      where school_id = 1 and id = ${id} on conflict do nothing`;
  if (what === 'move') {
    await owner`insert into substitution (school_id, lesson_id, group_id, kind, ordered_at, was_on, was_number,
        was_starts, was_ends, was_room)
      select 1, id, group_id, 'move', now(), on_date, number, starts_at, ends_at, room from lesson
      where school_id = 1 and id = ${id} on conflict do nothing`;
    await owner`update lesson set on_date = ${to}, number = 7, room = 'зал',
        starts_at = (${to}::date + time '15:00') at time zone 'Europe/Moscow',
        ends_at = (${to}::date + time '15:40') at time zone 'Europe/Moscow'
      where school_id = 1 and id = ${id}`;
    for (const table of ['work', 'mark'])
      await owner`update ${owner(table)} set on_date = ${to} where school_id = 1 and lesson_id = ${id}`;
  }
  if (what === 'work')
    await owner`insert into work (school_id, lesson_id, group_id, on_date, number, type_id) select 1, id, group_id, on_date, 2, 3
      from lesson where school_id = 1 and id = ${id} on conflict do nothing`;
  if (what === 'mark')
    await owner`insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id, on_date,
        value, set_at, set_by)
      select 1, w.id, 11, 1, l.id, l.group_id, l.class_id, l.subject_id, l.on_date, 5, now(), 1
      from lesson l join work w on w.school_id = 1 and w.lesson_id = l.id and w.number = 1 where l.school_id = 1 and l.id = ${id}
      on conflict do nothing`;
  await owner`delete from filling where school_id = 1`;
  await owner`insert into filling (school_id, on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done)
    select 1, on_date, class_id, teacher_id, count(*), count(topic), count(homework_state), count(roll_at), sum(due), sum(done)
    from lesson where school_id = 1 and status = 'planned' group by 2, 3, 4`;
}

/** Rows of the counters that a recount would change. */
async function recountDiff(): Promise<number> {
  const [row] = await world.owner`with counted as (
      select on_date, class_id, teacher_id, count(*)::int, count(topic)::int, sum(due)::int from lesson
      where school_id = 1 and status = 'planned' group by 1, 2, 3),
    kept as (select on_date, class_id, teacher_id, lessons, topic, due from filling where school_id = 1)
    select (select count(*) from (table counted except table kept) x) + (select count(*) from (table kept except table counted) y) as n`;
  return Number(row?.['n']);
}

test('homework due at a lesson that is taken away is due at the group’s next', async () => {
  const { owner } = world;
  await owner`update lesson set homework_state = 'given', homework = '§ 5', homework_due_id = ${LESSON.friday}
    where school_id = 1 and id = ${LESSON.now}`;
  await owner`update filling set homework = homework + 1 where school_id = 1 and on_date = '2026-12-02' and class_id = 1`;
  const due = async () => {
    const [row] = await owner`select n.id, n.on_date::text as date, n.number from lesson l
      left join lesson n on n.school_id = 1 and n.id = l.homework_due_id where l.school_id = 1 and l.id = ${LESSON.now}`;
    return row;
  };
  const place = { groupId: 1, parity: 0 as const, room: '201', teacherId: null };
  const replace = (slots: SlotInput[]) =>
    asSchool((tx) => replaceTimetable(tx, { schoolId: 1, from: '2026-12-03', slots, by: 4, title: 'Проба' }));
  const first = await replace([{ ...place, weekday: 1, number: 2 }]);
  expect(first).toMatchObject({ added: 4, removed: 1 });
  expect(await due()).toMatchObject({ date: '2026-12-07', number: 2 });
  // A place of the same week: the lesson goes there with its id, and what is due at it.
  const { id } = (await due()) ?? {};
  await replace([{ ...place, weekday: 4, number: 5 }]);
  expect(await due()).toMatchObject({ id, date: '2026-12-10', number: 5 });
  await replace([]);
  expect(await due()).toEqual({ id: null, date: null, number: null });
  await replace([{ ...place, weekday: 2, number: 1 }]);
  expect(await due()).toMatchObject({ date: '2026-12-08', number: 1 });
  // The week is empty again for the others.
  await replace([]);
});

test('derive, edit, derive: the rest is what the places say, what was touched stays', async () => {
  let inForce: { version: number; slots: Slot[] }[] = [];
  await fc.assert(
    fc.asyncProperty(step, async ({ slots, from, acts, back }) => {
      for (const [what, nth, to] of acts) await act(what, nth, to);
      const dated = slots.map((s): Slot => ({ ...s, starts: from, ends: '2026-12-30' }));
      // What held before goes on until the day before: and again from the next day that is taken back.
      const before = await read();
      const { versionId } = await asSchool((tx) =>
        replaceTimetable(tx, { schoolId: 1, from, slots, by: 4, title: 'Проба' }),
      );
      expect((await read()).map(key).sort()).toEqual(naive(before, await wanted(from, dated), from));
      expect(await recountDiff()).toBe(0);
      const ended = inForce.map((v) => ({
        ...v,
        slots: v.slots.map((s) => ({
          ...s,
          ends: s.ends >= from ? addDays(s.starts < from ? from : s.starts, -1) : s.ends,
        })),
      }));
      if (!back) {
        inForce = [...ended, { version: versionId, slots: dated }];
        return;
      }
      const turned = await read();
      await asSchool((tx) => revertTimetable(tx, { schoolId: 1, versionId, by: 4 }));
      const again = await wanted(
        from,
        inForce.flatMap((v) => v.slots),
      );
      expect((await read()).map(key).sort()).toEqual(naive(turned, again, from));
      expect(await recountDiff()).toBe(0);
    }),
    { numRuns: 60 },
  );
  const [orphan] = await world.owner`select count(*)::int as n from work w where w.school_id = 1
    and not exists (select from lesson l where l.school_id = 1 and l.id = w.lesson_id and l.on_date = w.on_date)`;
  expect(orphan?.['n']).toBe(0);
  const [bare] = await world.owner`select count(*)::int as n from lesson l where l.school_id = 1
    and not exists (select from work w where w.school_id = 1 and w.lesson_id = l.id and w.number = 1)`;
  expect(bare?.['n']).toBe(0);
}, 120_000);
