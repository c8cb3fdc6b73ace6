import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { openPool } from '#db/pool.ts';
import { importPage } from '#db/queries/importPage.ts';
import { actorOf, openSession } from '#db/sessions.ts';
import { connect, disconnect, type Sql } from '#db/sql.ts';
import { keepImport } from '#db/timetableImport/keepImport.ts';
import type { CommandInput, CommandName } from '#lib/contract/commands.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import type { Actor } from '#lib/policy.ts';
import { readTimetableFile } from '#server/import/readFile.ts';
import { openTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { type SheetSpec, workbook } from '#tests/support/workbook.ts';

/** A file's timetable put into force over the demo school, and taken back. */

let database: TestDatabase;
let owner: ReturnType<typeof openPool>;
let db: Sql;
let executor: Executor;
let deputy: Actor;
beforeAll(async () => {
  database = await openTestDatabase('demo');
  owner = openPool(database.ownerUrl, { max: 2 });
  db = connect(database.appUrl, { max: 4 });
  executor = createExecutor(db, () => undefined);
  const [account] = await owner<{ id: number }[]>`select person_id as id from account where login = 'deputy'`;
  const token = await openSession(db, {
    ...{ schoolId: 1, personId: account?.id ?? 0, hat: 'deputy' as const, family: false, foreign: false },
    ...{ address: '127.0.0.1', device: 'test' },
  });
  const actor = await actorOf(`zvonok=${token}`, db);
  if (!actor) throw new Error('the demo school has no deputy');
  deputy = actor;
}, 180_000);
afterAll(async () => {
  await disconnect(db);
  await owner.end();
  await database.close();
});

const MONDAY = '2026-12-07';
const run = <N extends CommandName>(name: N, input: CommandInput<N>, base = 0) =>
  executor.submit(deputy, { id: randomUUID(), name, input, base });
const keep = async (draft: Draft): Promise<number> => {
  const kept = await keepImport(deputy, 'расписание.xlsx', 1000, draft, db);
  if (!kept.ok) throw new Error(kept.message);
  return kept.importId;
};
const preview = async (importId: number, classId: number | null = null) => {
  const view = await importPage(deputy, importId, { from: MONDAY, classId }, db);
  if (!view) throw new Error(`no import ${importId}`);
  return view;
};
const count = async (query: string): Promise<number> => Number((await owner.unsafe(query).values())[0]?.[0]);
const texts = async (query: string): Promise<string[]> =>
  (await owner.unsafe(query).values()).map((row) => String(row[0]));
const LESSONS = `select group_id || ' ' || on_date || ' ' || number || ' ' || room || ' ' || teacher_id || ' ' || status
  || ' ' || coalesce(topic, '') from lesson`;

type SlotRow = {
  cls: string;
  weekday: number;
  number: number;
  parity: number;
  subject: string;
  name: string;
  room: string;
  teacher: string;
  sub: boolean;
};
/** The demo school's own week as a list, the way a program writes it: nothing but names. */
async function ownWeek(): Promise<SlotRow[]> {
  return owner<
    SlotRow[]
  >`select c.grade || c.letter as cls, t.weekday, t.number, t.parity, s.name as subject, g.name, t.room,
      p.family_name || ' ' || left(p.given_name, 1) || '. ' || coalesce(left(p.patronymic, 1) || '.', '') as teacher,
      g.kind = 'subgroup' as sub
    from timetable_slot t join study_group g on g.id = t.group_id and g.school_id = t.school_id
    join class c on c.id = g.class_id and c.school_id = g.school_id
    join subject s on s.id = g.subject_id and s.school_id = g.school_id
    join group_teacher gt on gt.group_id = g.id and gt.school_id = g.school_id and gt.ends is null and gt.place = 1
      and gt.teacher_id = coalesce(t.teacher_id, (select x.teacher_id from group_teacher x where x.school_id = g.school_id
        and x.group_id = g.id and x.ends is null order by x.place, x.starts desc, x.teacher_id limit 1))
    join person p on p.id = gt.teacher_id and p.school_id = gt.school_id
    where t.ends >= ${MONDAY} and t.starts <= t.ends and not g.mixed and g.kind in ('class', 'subgroup')
    order by c.grade, c.letter, t.weekday, t.number, g.name`;
}
const DAYS = ['', 'Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота'];
const listOf = (rows: SlotRow[]): Draft => {
  const lines = rows.map((row) =>
    [
      row.cls,
      DAYS[row.weekday],
      row.number,
      row.subject,
      row.teacher,
      row.room,
      row.sub ? row.name : '',
      ['', 'нечёт', 'чёт'][row.parity],
    ].join(';'),
  );
  return readTimetableFile(
    Buffer.from(['Класс;День;Урок;Предмет;Учитель;Кабинет;Группа;Неделя', ...lines].join('\n')),
    'неделя.csv',
  );
};

describe('an imported timetable', () => {
  test('the school’s own week, by names alone, is the week it has: nothing would change', async () => {
    const week = await ownWeek();
    expect(week.length).toBeGreaterThan(900);
    const view = await preview(await keep(listOf(week)));
    expect(view.out.lines).toEqual([]);
    expect(view.names).toEqual([]);
    expect(view.counts).toMatchObject({ read: week.length, mapped: week.length, out: 0 });
    const changes = view.classes.flatMap((one) =>
      one.changes.added + one.changes.removed + one.changes.changed > 0 ? [one] : [],
    );
    expect(changes).toEqual([]);
    expect(view.made).toEqual({ subjects: [], staff: [], groups: [], teachers: [] });
  });

  test('a spreadsheet of one class: an unknown course and its new teacher are made, applied, seen and taken back', async () => {
    const before = await texts(`${LESSONS} order by 1`);
    const people = await count('select count(*) from person');
    const groups = await count('select count(*) from study_group');
    const sheet: SheetSpec = {
      name: 'Лист1',
      rows: [
        ['', '', '8 "Б" класс', ''],
        ['ПОНЕДЕЛЬНИК', 1, 'Алгебра', 305],
        ['', 2, 'Мат. практикум\nЁжикова А. Б.', 17],
        ['', 3, 'Англ. яз.', '21/22'],
        ['Вторник', 1, 'Физика', 12],
      ],
      merges: ['A2:A4'],
    };
    const importId = await keep(readTimetableFile(await workbook([sheet]), 'a.xlsx'));
    const first = await preview(importId);
    expect(first.counts).toMatchObject({ read: 4, mapped: 4, lessons: 5, out: 1 });
    expect(first.out.lines.map((line) => line.reason)).toEqual(['не сопоставлено: предмет «Мат. практикум»']);
    expect(first.names.map((name) => [name.kind, name.text, name.state])).toEqual([
      ['subject', 'Мат. практикум', 'ask'],
      ['teacher', 'Ёжикова А. Б.', 'ask'],
    ]);
    // Nothing has changed until it is applied.
    expect(await texts(`${LESSONS} order by 1`)).toEqual(before);

    for (const kind of ['subject', 'teacher'] as const) {
      const name = first.names.find((own) => own.kind === kind);
      expect(
        await run('import.choose', { importId, kind, key: name?.key ?? '', choice: { how: 'make', id: 0 } }),
      ).toMatchObject({ ok: true });
    }
    const second = await preview(importId);
    expect(second.made).toEqual({
      subjects: ['Мат. практикум'],
      staff: ['Ёжикова А'],
      groups: ['8Б · Мат. практикум — Ёжикова А'],
      teachers: [],
    });
    expect(second.counts).toMatchObject({ mapped: 5, out: 0 });
    // What was looked at is what is applied.
    expect(await run('timetable.apply', { importId, from: MONDAY }, first.v)).toMatchObject({
      ok: false,
      code: 'conflict',
    });
    expect(await run('timetable.apply', { importId, from: '2026-12-01' }, second.v)).toMatchObject({
      ok: false,
      code: 'invalid',
    });
    const applied = await run('timetable.apply', { importId, from: MONDAY }, second.v);
    expect(applied).toMatchObject({ ok: true });
    expect(await run('timetable.apply', { importId, from: MONDAY }, second.v + 1)).toMatchObject({
      ok: false,
      code: 'closed',
    });

    const MONDAYS = (
      cls: string,
      more = '',
    ) => `select l.number || ' ' || s.name || ' ' || l.room || ' ' || p.family_name
      from lesson l join class c on c.id = l.class_id join subject s on s.id = l.subject_id join person p on p.id = l.teacher_id
      where c.grade || c.letter = '${cls}' and l.on_date = '${MONDAY}' and not l.mixed ${more} order by 1`;
    const monday = await texts(
      MONDAYS(
        '8Б',
        `and not exists (select from work w where w.lesson_id = l.id and w.number > 1)
      and l.topic is null and l.homework is null and l.due = 0`,
      ),
    );
    expect(monday).toHaveLength(4);
    expect(monday).toContain('2 Мат. практикум 17 Ёжикова');
    // All the class's pupils are in the new group, and other classes keep their week.
    expect(
      await count(`select count(*) from group_student s join study_group g on g.id = s.group_id join subject u
      on u.id = g.subject_id where u.name = 'Мат. практикум'`),
    ).toBe(
      await count(`select count(*) from enrolment e join class c on c.id = e.class_id where c.grade = 8 and c.letter = 'Б'
        and e.starts <= '${MONDAY}' and (e.ends is null or e.ends >= '${MONDAY}')`),
    );
    const OTHERS = `${LESSONS} where class_id <> (select id from class where grade = 8 and letter = 'Б') order by 1`;
    const others = new Set(before);
    expect((await texts(OTHERS)).filter((line) => !others.has(line))).toEqual([]);
    // Past lessons of the class are what they were.
    const PAST = `${LESSONS} where on_date < '${MONDAY}' order by 1`;
    expect((await texts(PAST)).filter((line) => !others.has(line))).toEqual([]);

    expect(await run('import.revert', { importId })).toMatchObject({ ok: true });
    expect(await texts(`${LESSONS} order by 1`)).toEqual(before);
    expect(await count('select count(*) from person')).toBe(people);
    expect(await count('select count(*) from study_group')).toBe(groups);
    expect(await count(`select count(*) from subject where name = 'Мат. практикум'`)).toBe(0);
    expect((await preview(importId)).state).toBe('reverted');
    expect(await run('import.revert', { importId })).toMatchObject({ ok: false, code: 'closed' });
  });

  test('what was decided once is known at the next import, whatever ids its program gives', async () => {
    const draft = (id: string): Draft =>
      readTimetableFile(
        Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><timetable><subjects><subject id="${id}1" name="Maths" short="M"/></subjects>
          <classes><class id="${id}2" name="8Б" short="8Б"/></classes><groups><group id="${id}3" name="Весь класс" classid="${id}2" entireclass="1"/></groups>
          <lessons><lesson id="${id}4" classids="${id}2" subjectid="${id}1" groupids="${id}3" periodsperweek="1.0"/></lessons>
          <cards><card lessonid="${id}4" period="1" days="10000"/></cards></timetable>`),
        'export.xml',
      );
    const first = await keep(draft('A'));
    const view = await preview(first);
    expect(view.names.map((name) => [name.text, name.state])).toEqual([['Maths', 'ask']]);
    const algebra = view.options.subject.find((option) => option.label === 'Алгебра');
    const choice = { how: 'to' as const, id: algebra?.id ?? 0 };
    expect(await run('import.choose', { importId: first, kind: 'subject', key: 'maths', choice })).toMatchObject({
      ok: true,
    });
    // Somebody else who has seen no decision does not overwrite it.
    expect(
      await run('import.choose', { importId: first, kind: 'subject', key: 'maths', choice: { how: 'out' } }),
    ).toMatchObject({
      code: 'conflict',
    });
    expect(await run('timetable.apply', { importId: first, from: MONDAY }, (await preview(first)).v)).toMatchObject({
      ok: true,
    });
    const again = await preview(await keep(draft('B')));
    expect(again.names.map((name) => [name.text, name.state, name.label])).toEqual([['Maths', 'known', 'Алгебра']]);
    expect(again.classes.map((one) => one.changes)).toEqual([
      { added: 0, removed: 0, changed: 0, same: expect.any(Number) },
    ]);
    expect(await run('import.revert', { importId: first })).toMatchObject({ ok: true });
  });

  test('a teacher of a made group who has held a lesson stays when the import is taken back', async () => {
    const sheet: SheetSpec = {
      name: 'Л',
      rows: [
        ['', '', '8Б'],
        ['Пн', 7, 'Кружок чтения Рыбаков Т. У.'],
      ],
    };
    const importId = await keep(readTimetableFile(await workbook([sheet]), 'a.xlsx'));
    for (const name of (await preview(importId)).names)
      await run('import.choose', { importId, kind: name.kind, key: name.key, choice: { how: 'make', id: 0 } });
    expect(await run('timetable.apply', { importId, from: MONDAY }, (await preview(importId)).v)).toMatchObject({
      ok: true,
    });
    await owner`update lesson l set topic = 'Басни', topic_v = 1 from study_group g join subject s on s.id = g.subject_id
      where l.group_id = g.id and s.name = 'Кружок чтения' and l.on_date = ${MONDAY}`;
    expect(await run('import.revert', { importId })).toMatchObject({ ok: true });
    expect(
      await texts(`select l.topic from lesson l join study_group g on g.id = l.group_id join subject s on s.id = g.subject_id
      where s.name = 'Кружок чтения'`),
    ).toEqual(['Басни']);
    expect(await count(`select count(*) from person where family_name = 'Рыбаков' and given_name = 'Т'`)).toBe(1);
  });
});
