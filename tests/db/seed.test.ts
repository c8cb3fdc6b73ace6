import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDocument, readDocument } from '#db/plans/document.ts';
import { openPool } from '#db/pool.ts';
import { DEMO_PASSWORD, seedDemo } from '#db/seed/seedDemo.ts';
import { openTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let sql: ReturnType<typeof openPool>;

beforeAll(async () => {
  database = await openTestDatabase('demo');
  sql = openPool(database.ownerUrl, { max: 2 });
}, 180_000);
afterAll(async () => {
  await sql.end();
  await database.close();
});

/** The first column of the first row. */
async function one(query: string): Promise<unknown> {
  const [row] = await sql.unsafe(query).values();
  return row?.[0];
}
const count = async (query: string): Promise<number> => Number(await one(query));

describe('the demo school', () => {
  it('has 35 classes with their people', async () => {
    expect(await count('select count(*) from class')).toBe(35);
    const students = await count('select count(*) from enrolment where ends is null');
    expect(students).toBeGreaterThan(895);
    expect(students).toBeLessThan(925);
    const sizes = await sql`select count(*)::int as size from enrolment where ends is null group by class_id`;
    expect(Math.min(...sizes.map((row) => Number(row.size)))).toBeGreaterThanOrEqual(25);
    expect(Math.max(...sizes.map((row) => Number(row.size)))).toBeLessThanOrEqual(28);
    expect(await count('select count(distinct teacher_id) from group_teacher')).toBe(60);
    const guardians = await count('select count(distinct guardian_id) from guardian');
    expect(guardians).toBeGreaterThan(1400);
    expect(guardians).toBeLessThan(1650);
    expect(await count("select count(*) from person where family_name = '' or given_name = ''")).toBe(0);
  });

  it('has plans with a life: days at approval for every group, sittings, comments and a suggestion', async () => {
    expect(await count("select count(*) from plan_version where kind = 'approved'")).toBeGreaterThan(100);
    expect(
      await count(`select count(*) from plan_version v join plan_group g on g.plan_id = v.plan_id
        where v.kind = 'approved' and coalesce(jsonb_array_length(v.due -> g.group_id::text), 0) = 0`),
    ).toBe(0);
    const story = `(select g.plan_id from study_group s join class c on c.id = s.class_id join subject b on b.id = s.subject_id
      join plan_group g on g.group_id = s.id where c.grade = 8 and c.letter = 'Б' and b.name = 'Алгебра')`;
    const kinds = await sql`select kind from plan_version where plan_id = ${sql.unsafe(story)} order by number`;
    expect(kinds.map((row) => row['kind'])).toEqual(['approved', 'auto', 'named', 'auto']);
    // A suggestion was made over what stands in its cell.
    expect(
      await count(`select count(*) from plan_remark m join plan_row r on r.plan_id = m.plan_id and r.id = m.row_id
        where m.plan_id = ${story} and m.kind = 'suggestion' and m.was = r.topic`),
    ).toBe(1);
    expect(await count(`select count(*) from plan_remark where plan_id = ${story} and parent_id is not null`)).toBe(1);
  });

  it('has thematic plans whose rows are their documents, and whose lessons the journal has held', async () => {
    const plans = await sql`select p.id, s.bytes from plan p
      join plan_state s on s.school_id = p.school_id and s.plan_id = p.id and s.seq = p.projected and s.seq = p.seq order by p.id`;
    const rows =
      await sql`select plan_id, id, order_key as "order", kind, topic, hours, type, control_id as control, homework,
        resources, results, note, correction from plan_row where not removed order by plan_id, position`;
    expect(plans.length).toBe(await count('select count(*) from plan'));
    for (const plan of plans) {
      const own = rows.filter((row) => row['plan_id'] === plan['id']).map(({ plan_id: _, ...row }) => row);
      expect(readDocument(openDocument([new Uint8Array(plan['bytes'])])), `plan ${plan['id']}`).toEqual(own);
    }
    const held = `with l as (select l.*, row_number() over (partition by group_id order by on_date, number) as n from lesson l
        where status = 'planned'), r as (select r.*, sum(hours) over (partition by plan_id order by position) as n
        from plan_row r where kind = 'lesson')
      select count(*) from l join plan_group g on g.group_id = l.group_id join r on r.plan_id = g.plan_id and r.n = l.n
      where l.topic is not null`;
    // A class writes its control works on days of its own.
    expect(await count(`${held} and r.topic = l.topic`)).toBeGreaterThan(0.9 * (await count(held)));
    const states = await sql`select state, count(*)::int as plans from plan group by state order by state`;
    expect(states.map((row) => row['state'])).toEqual(['approved', 'changed', 'draft', 'review']);
    expect(
      await count(`select count(*) from study_group g where kind in ('class', 'subgroup')
      and not exists (select from plan_group p where p.group_id = g.id)`),
    ).toBeGreaterThan(5);
  });

  it('keeps the ceilings of the week', async () => {
    expect(await count('select sum(hours) from curriculum')).toBe(99_200);
    // Both of a subject's subgroups count once; half-hour loads take turns in one place.
    const week = `select sum(hours) from (select distinct g.class_id, g.subject_id, g.hours from study_group g
      join subject s on s.school_id = g.school_id and s.id = g.subject_id where s.short <> 'РоВ' and g.kind in ('class', 'subgroup')) x`;
    expect(await count(week)).toBe(99_200);
  });

  it('holds lessons without clashes on school days only', async () => {
    const clashes = (key: string) =>
      `select count(*) from (select 1 from lesson l where not exists (select from substitution s where s.lesson_id = l.id
        and s.kind = 'merge') group by on_date, number, ${key} having count(*) > 1) x`;
    expect(await count(clashes('teacher_id'))).toBe(0);
    expect(await count(clashes('room'))).toBe(0);
    expect(await count(clashes('group_id'))).toBe(0);
    // Beside the classes stand a club, a course, lessons for few and for one.
    const ofClasses = `select l.on_date, l.number, l.class_id, l.subject_id from lesson l
      join study_group g on g.id = l.group_id and g.kind in ('class', 'subgroup')`;
    const subjects = `select count(*) from (select 1 from (${ofClasses}) l group by on_date, number, class_id having count(distinct subject_id) > 1) x`;
    expect(await count(subjects)).toBe(0);
    const windows = `select count(*) from (select 1 from (${ofClasses}) l group by on_date, class_id having max(number) <> count(distinct number)) x`;
    expect(await count(windows)).toBe(0);
    const off = `select count(*) from lesson l join class c on c.id = l.class_id join day_off d
      on l.on_date between d.starts and d.ends and (d.grades is null or c.grade = any (d.grades))`;
    expect(await count(off)).toBe(0);
    const outside = `select count(*) from lesson l join class c on c.id = l.class_id
      where not exists (select from period p where p.kind = c.period_kind and l.on_date between p.starts and p.ends)`;
    expect(await count(outside)).toBe(0);
    expect(await count('select count(*) from lesson')).toBeGreaterThan(38_000);
    expect(
      await count(
        `select count(*) from lesson l where not exists (select from work w where w.lesson_id = l.id and w.number = 1)`,
      ),
    ).toBe(0);
  });

  it('has groups beside the classes, each student in one place at a time', async () => {
    const kinds = await sql`select g.kind, g.mixed, count(*)::int as groups, sum(x.students)::int as students
      from study_group g cross join lateral (select count(*) as students from group_student gs where gs.group_id = g.id) x
      where g.kind not in ('class', 'subgroup') group by 1, 2 order by 1`;
    expect(kinds.map((row) => `${row.kind} ${row.mixed} ${row.groups}`)).toEqual([
      'consultation false 1',
      'elective true 1',
      'extracurricular true 1',
      'individual false 2',
    ]);
    expect(kinds.find((row) => row.kind === 'consultation')?.students).toBe(4);
    expect(
      await count(`select count(distinct e.class_id) from study_group g join group_student gs on gs.group_id = g.id
      join enrolment e on e.student_id = gs.student_id where g.kind = 'extracurricular'`),
    ).toBe(2);
    const twice = `select count(*) from (select 1 from lesson l join study_group g on g.id = l.group_id
      join group_student gs on gs.group_id = l.group_id and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
      group by gs.student_id, l.on_date, l.number having count(*) > 1) x`;
    expect(await count(twice)).toBe(0);
    // Home lessons are in their own journal and not twice in the class's.
    const double = `select count(*) from study_group g join group_student gs on gs.group_id = g.id
      join group_student o on o.student_id = gs.student_id and o.group_id <> g.id
      join study_group og on og.id = o.group_id and og.subject_id = g.subject_id where g.kind = 'individual'`;
    expect(await count(double)).toBe(0);
    // A long sick leave, courses and an hour off of tomorrow; two subgroups are joined, one lesson is still nobody's.
    expect(await count('select count(*) from teacher_absence')).toBe(3);
    expect(
      await count(`select count(*) from substitution where kind = 'merge' and merged_into is not null`),
    ).toBeGreaterThan(0);
    expect(await count(`select count(*) from lesson where mixed and topic is not null`)).toBeGreaterThan(20);
    expect(
      await count(`select count(*) from attendance a join lesson l on l.id = a.lesson_id
      where l.mixed and a.hand_reason is not null`),
    ).toBe(0);
    // A document of a student covers his clubs too.
    expect(
      await count(`select count(*) from absence_document d join attendance a on a.school_id = d.school_id
        and a.student_id = d.student_id and a.on_date > d.starts and a.on_date <= d.ends and a.code = 'absent'
        where d.active and a.reason is distinct from d.reason`),
    ).toBe(0);
  });

  it('agrees with its timetable', async () => {
    const missing = `select count(*) from lesson l where not exists (select from timetable_slot t where t.group_id = l.group_id
      and t.weekday = extract(isodow from l.on_date) and t.number = l.number and l.on_date between t.starts and t.ends
      and t.room = coalesce((select was_room from substitution s where s.lesson_id = l.id), l.room) and t.parity in (0, (l.on_date - date '2026-08-31') / 7 % 2 + 1))`;
    expect(await count(missing)).toBe(0);
    const bells = `select count(*) from lesson l join class c on c.id = l.class_id join bell b on b.bell_set_id = c.bell_set_id and b.number = l.number
      where l.starts_at <> (l.on_date + b.starts) at time zone 'Europe/Moscow' or l.ends_at <> (l.on_date + b.ends) at time zone 'Europe/Moscow'`;
    expect(await count(bells)).toBe(0);
  });

  it('counts filling exactly as its lessons say', async () => {
    const recount = `
      select on_date, class_id, teacher_id, count(*) as lessons, count(topic) as topic, count(homework_state) as homework,
        count(roll_at) as roll, sum(due) as due, sum(done) as done
      from lesson where status = 'planned' group by 1, 2, 3`;
    const kept = 'select on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done from filling';
    expect(await count(`select count(*) from ((${recount}) except (${kept})) x`)).toBe(0);
    expect(await count(`select count(*) from ((${kept}) except (${recount})) x`)).toBe(0);
  });

  it('demands marks for control works of everybody present, and counts those set', async () => {
    const wrong = `
      with works as (
        select w.lesson_id, count(*) as works from work w join work_type t on t.id = w.type_id and t.control group by 1
      ), present as (
        select l.id, count(*) as present from lesson l join works on works.lesson_id = l.id
        join group_student gs on gs.group_id = l.group_id and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
        left join attendance a on a.lesson_id = l.id and a.student_id = gs.student_id
        where a.code is distinct from 'absent' group by 1
      ), done as (
        select m.lesson_id, count(*) as done from mark m join work w on w.id = m.work_id join work_type t on t.id = w.type_id and t.control
        where m.number = 1 and m.value > 0 group by 1
      )
      select count(*) from lesson l left join works on works.lesson_id = l.id left join present on present.id = l.id
        left join done on done.lesson_id = l.id
      where l.status = 'planned' and (l.due <> coalesce(works.works * present.present, 0) or l.done <> coalesce(done.done, 0))`;
    expect(await count(wrong)).toBe(0);
    expect(await count("select sum(due) - sum(done) from lesson where on_date < '2026-12-02'")).toBeGreaterThan(100);
  });

  it('keeps the limits of control works, but for one group', async () => {
    const controls = `select l.class_id, l.subject_id, l.group_id, l.on_date from lesson l join work w on w.lesson_id = l.id
      join work_type t on t.id = w.type_id and t.control
      union all select class_id, subject_id, group_id, on_date from control_work`;
    expect(
      await count(
        `select count(*) from (select 1 from (${controls}) k group by class_id, on_date having count(distinct subject_id) > 1) x`,
      ),
    ).toBe(0);
    const over =
      await sql.unsafe(`select c.grade || c.letter as class, s.short from (${controls}) k join class c on c.id = k.class_id
      join subject s on s.id = k.subject_id group by 1, 2, k.group_id
      having count(*) * 10 > (select count(*) from lesson l where l.group_id = k.group_id)`);
    expect(over.map((row) => `${row.class} ${row.short}`)).toEqual(['7Г Геог']);
  });

  it('has no mark where none may stand', async () => {
    const wrong = (where: string) =>
      count(`select count(*) from mark m join lesson l on l.id = m.lesson_id join class c on c.id = m.class_id
      join subject s on s.id = m.subject_id join study_group g on g.id = m.group_id ${where}`);
    expect(await wrong('where c.grade = 1 or not s.graded')).toBe(0);
    expect(
      await wrong(`join attendance a on a.lesson_id = l.id and a.student_id = m.student_id and a.code = 'absent'`),
    ).toBe(0);
    expect(await wrong('where m.set_at > (select school_now(1)) or m.set_at < l.starts_at')).toBe(0);
    expect(
      await wrong(`where l.status = 'cancelled' or l.class_id <> m.class_id or l.subject_id <> m.subject_id or l.on_date <> m.on_date
      or l.group_id <> m.group_id or g.class_id <> m.class_id`),
    ).toBe(0);
    expect(
      await wrong(`where not exists (select from group_student gs where gs.group_id = m.group_id and gs.student_id = m.student_id
      and gs.starts <= m.on_date and (gs.ends is null or gs.ends >= m.on_date))`),
    ).toBe(0);
    expect(
      await count(`select count(*) from lesson where starts_at > (select school_now(1))
      and (topic is not null or roll_at is not null or homework_state is not null)`),
    ).toBe(0);
    expect(
      await count(
        'select count(*) from lesson where roll_at > (select school_now(1)) or homework_at > (select school_now(1))',
      ),
    ).toBe(0);
  });

  it('has believable marks and absences', async () => {
    const marks = await count('select count(*) from mark');
    expect(marks).toBeGreaterThan(100_000);
    const share = (value: number) =>
      count(`select round(1000.0 * count(*) filter (where value = ${value}) / count(*)) from mark`);
    expect(await share(5)).toBeGreaterThan(280);
    expect(await share(5)).toBeLessThan(420);
    expect(await share(2)).toBeGreaterThan(40);
    expect(await count('select count(*) filter (where number = 2) * 1000 / count(*) from mark')).toBeGreaterThan(25);
    expect(await count('select count(*) from mark where value = 0')).toBeGreaterThan(50);
    expect(await count('select count(*) from mark where previous is not null')).toBeGreaterThan(500);
    expect(await count('select count(*) from mark_note')).toBeGreaterThan(20);
    const missed = await count(`select 1000 * (select count(*) from attendance where code = 'absent') / count(*)
      from lesson l join group_student gs on gs.group_id = l.group_id where l.on_date < '2026-12-02'`);
    expect(missed).toBeGreaterThan(40);
    expect(missed).toBeLessThan(90);
  });

  it('marks the first quarter mostly by the rule of 4.65, 3.65, 2.65', async () => {
    const [row] = await sql`
      select count(*)::int as marks, count(*) filter (where p.value = case when x.mean >= 465 then '5' when x.mean >= 365 then '4'
        when x.mean >= 265 then '3' else '2' end)::int as by_rule
      from period_mark p join (
        select m.group_id, m.student_id,
          round(100.0 * sum(m.value * coalesce(w.weight, t.weight)) / sum(coalesce(w.weight, t.weight))) as mean
        from mark m join work w on w.id = m.work_id join work_type t on t.id = w.type_id
        where m.value > 0 and m.on_date <= '2026-10-23' group by 1, 2
      ) x on x.group_id = p.group_id and x.student_id = p.student_id
      where p.value in ('2', '3', '4', '5')`;
    const rate = Number(row?.by_rule) / Number(row?.marks);
    expect(rate).toBeGreaterThan(0.9);
    expect(rate).toBeLessThan(0.97);
    expect(
      await count(`select count(*) from period_mark p join study_group g on g.id = p.group_id join class c on c.id = g.class_id
      where c.grade = 1 or c.grade > 9`),
    ).toBe(0);
  });
});

describe('the story of the demo', () => {
  it('opens in the middle of 8Б algebra with Орлова', async () => {
    const running = await sql`
      select p.family_name as teacher, s.short, l.number, l.on_date::text as day,
        (select count(*)::int from group_teacher gt where gt.group_id = l.group_id) as teachers
      from lesson l join class c on c.id = l.class_id join subject s on s.id = l.subject_id join person p on p.id = l.teacher_id
      where c.grade = 8 and c.letter = 'Б' and (select school_now(1)) between l.starts_at and l.ends_at`;
    expect([...running]).toEqual([{ teacher: 'Орлова', short: 'Алг', number: 3, day: '2026-12-02', teachers: 2 }]);
  });

  it('has the eight logins with one password', async () => {
    const accounts = await sql<{ login: string; password_hash: string; name: string }[]>`
      select a.login, a.password_hash, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name
      from account a join person p on p.school_id = a.school_id and p.id = a.person_id order by a.login`;
    expect(accounts.map(({ login, name }) => `${login}: ${name}`)).toEqual([
      'admin: Князев Антон Игоревич',
      'deputy: Лебедева Ирина Сергеевна',
      'director: Морозова Галина Петровна',
      'homeroom: Никитина Ольга Сергеевна',
      'parent: Ковалёва Наталья Игоревна',
      'student: Ковалёв Михаил Дмитриевич',
      'teacher: Орлова Елена Викторовна',
      'teacher2: Гусева Марина Андреевна',
    ]);
    expect(new Set(accounts.map((account) => account.password_hash)).size).toBe(1);
    expect(await verify(accounts[0]?.password_hash ?? '', DEMO_PASSWORD)).toBe(true);
    expect(await count(`select count(*) from role_grant where role = 'deputy'`)).toBe(4);
    expect(await count('select count(distinct grade) from deputy_grade')).toBe(11);
  });

  it('shows class 8Б as its story tells', async () => {
    const list = await sql<{ name: string }[]>`
      select p.family_name || ' ' || p.given_name as name from enrolment e join class c on c.id = e.class_id
      join person p on p.id = e.student_id where c.grade = 8 and c.letter = 'Б' order by p.family_name, p.given_name`;
    expect(list.map((row) => row.name)).toEqual(
      `Абрамова Дарья, Беляев Артём, Васильева Полина, Воронцов Глеб, Гордеев Тимур, Громова Яна, Данилова София, Егоров Максим,
      Ершов Кирилл, Жукова Алиса, Зотов Никита, Исаева Вероника, Ковалёв Михаил, Корнилова Анна, Лаптев Роман, Макарова Ева,
      Мельник Фёдор, Назарова Камила, Орешкин Денис, Панова Ульяна, Рожков Степан, Савельева Мария, Сорокин Илья,
      Тихонова Варвара, Устинов Лев, Филатова Кира, Шестаков Егор`.split(/,\s+/),
    );
    expect(
      await one(`select p.family_name from homeroom h join class c on c.id = h.class_id join person p on p.id = h.teacher_id
      where c.grade = 8 and c.letter = 'Б'`),
    ).toBe('Никитина');
    const kovalyov =
      await one(`select round(100.0 * sum(m.value * t.weight) / sum(t.weight)) from mark m join work w on w.id = m.work_id
      join work_type t on t.id = w.type_id join subject s on s.id = m.subject_id and s.short = 'Алг' join person p on p.id = m.student_id
      where p.family_name = 'Ковалёв' and p.given_name = 'Михаил' and m.on_date >= '2026-11-02' and m.value > 0`);
    // 32.5 of weights 7.5; with a five today 37.5 of 8.5 is the story's 4,41.
    expect(Number(kovalyov)).toBe(433);
  });

  it('has a case of every kind that trips a journal', async () => {
    expect(await count(`select count(*) from enrolment where form = 'home'`)).toBe(1);
    expect(await count(`select count(distinct student_id) from guardian where inform = 'paper'`)).toBe(2);
    expect(await count(`select count(*) from consent where status = 'refused'`)).toBe(1);
    expect(
      await count(
        'select count(*) from enrolment e where not exists (select from consent c where c.student_id = e.student_id)',
      ),
    ).toBe(0);
    expect(
      await count(
        `select count(*) from enrolment where starts = '2026-11-16' and order_in = 'приказ № 209 от 13.11.2026'`,
      ),
    ).toBe(1);
    expect(await count(`select count(*) from enrolment where ends = '2026-11-20' and order_out is not null`)).toBe(1);
    expect(
      await count(
        `select count(*) from guardian g join account a on a.person_id = g.guardian_id where a.login = 'parent'`,
      ),
    ).toBe(2);
    const teachers = `select count(distinct g.guardian_id) from guardian g join group_teacher t on t.teacher_id = g.guardian_id`;
    expect(await count(teachers)).toBe(2);
    expect(await count(`${teachers} join account a on a.person_id = g.guardian_id and a.login = 'teacher'`)).toBe(1);
    expect(await count(`select count(*) from remark where status = 'issued' and due_on < '2026-12-02'`)).toBe(2);
    expect(
      await count(`select count(*) from person where patronymic like '%оглы' or patronymic like '%кызы'`),
    ).toBeGreaterThanOrEqual(2);
    expect(await count('select count(*) from person where patronymic is null')).toBeGreaterThanOrEqual(1);
    const substituted =
      await sql`select distinct l.on_date::text as day from substitution s join lesson l on l.id = s.lesson_id order by 1`;
    expect(substituted.map((row) => row.day)).toEqual(
      expect.arrayContaining(['2026-11-16', '2026-12-02', '2026-12-03']),
    );
    const double = `select count(*) from substitution s join lesson l on l.id = s.lesson_id join lesson o on o.on_date = l.on_date
      and o.number = l.number and o.teacher_id = s.teacher_id where s.kind <> 'merge'`;
    expect(await count(double)).toBe(0);
    expect(await count(`select count(*) from lesson where status = 'cancelled'`)).toBeGreaterThan(5);
  });

  it('moves its sequences past what it wrote', async () => {
    const fresh = await sql.begin(async (tx) => {
      await tx`select set_config('zvonok.school', '1', true)`;
      const [row] =
        await tx`insert into person (school_id, family_name, given_name) values (1, 'Новый', 'Человек') returning id`;
      return Number(row?.id);
    });
    expect(fresh).toBe(await count('select max(id) from person'));
  });
});

describe('seeding again', () => {
  let other: TestDatabase;
  beforeAll(async () => {
    other = await openTestDatabase();
  });
  afterAll(() => other.close());

  /** A hash of every table but what time and salt put there. */
  async function fingerprint(db: ReturnType<typeof openPool>): Promise<Record<string, string>> {
    const tables = await db<{ name: string }[]>`select relname as name from pg_class where relkind = 'r'
      and relnamespace = 'public'::regnamespace and relname <> 'schema_version' order by 1`;
    const result: Record<string, string> = {};
    for (const { name } of tables) {
      const line = ['school', 'account'].includes(name)
        ? `(to_jsonb(t) - 'clock_offset' - 'password_hash')::text`
        : 't::text';
      const [row] = await db.unsafe(`select md5(coalesce(string_agg(line, '' order by line), '')) as hash
        from (select md5(${line}) as line from ${name} t) x`);
      result[name] = String(row?.hash);
    }
    return result;
  }

  it('gives the same rows, also behind the wall of row-level security', { timeout: 240_000 }, async () => {
    // A role that neither owns the tables nor bypasses their policies: COPY is refused to it.
    const role = `seed_walled_${process.pid}`;
    const url = new URL(inject('cluster').superUrl);
    url.pathname = new URL(other.ownerUrl).pathname;
    const admin = openPool(url.href, { max: 1 });
    const owner = openPool(other.ownerUrl, { max: 1 });
    const walled = openPool(url.href, { max: 1, connection: { role } });
    try {
      await admin.unsafe(`create role ${role} nologin`);
      await admin.unsafe(`grant usage on schema public to ${role}`);
      await admin.unsafe(`grant select, insert, update, delete on all tables in schema public to ${role}`);
      await admin.unsafe(`grant usage, update on all sequences in schema public to ${role}`);
      await seedDemo(walled, { year: 2026 });
      // The test above left one person behind.
      await sql`delete from person where family_name = 'Новый'`;
      expect(await fingerprint(owner)).toEqual(await fingerprint(sql));
    } finally {
      await Promise.all([walled.end(), owner.end()]);
      await admin.unsafe(`drop owned by ${role}`);
      await admin.unsafe(`drop role ${role}`);
      await admin.end();
    }
  });

  it('makes several schools and other years', { timeout: 240_000 }, async () => {
    const third = await openTestDatabase();
    const owner = openPool(third.ownerUrl, { max: 1 });
    try {
      await seedDemo(owner, { schools: 2, now: new Date('2028-07-15T08:00:00Z'), passwordHash: 'x' });
      const [row] = await owner`
        select (select count(*)::int from school) as schools, (select count(*)::int from class) as classes,
          (select min(starts)::text from period where kind in ('quarter', 'half')) as starts,
          (select max(ends)::text from period where kind in ('quarter', 'half')) as ends,
          (select count(*)::int from account where login like '%-2') as second,
          (select count(distinct (school_now(school_id) at time zone tz)::date)::int from school) as days,
          (select max(school_now(school_id) at time zone tz)::date::text from school) as today`;
      expect({ ...row }).toEqual({
        schools: 2,
        classes: 70,
        starts: '2027-09-01',
        ends: '2028-05-26',
        second: 8,
        days: 1,
        today: '2027-12-01',
      });
      const foreign = await owner`select count(*)::int as rows from mark m where not exists (select from work w
        where w.school_id = m.school_id and w.id = m.work_id)`;
      expect(foreign[0]?.rows).toBe(0);
    } finally {
      await owner.end();
      await third.close();
    }
  });
});
