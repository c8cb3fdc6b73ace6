import { randomUUID } from 'node:crypto';
import type { Executor } from '#db/execute.ts';
import { openPool } from '#db/pool.ts';
import { actorOf, openSession } from '#db/sessions.ts';
import { connect, disconnect, type Sql } from '#db/sql.ts';
import type { CommandAnswer, CommandInput, CommandName } from '#lib/contract/commands.ts';
import type { Hat } from '#lib/domain/people.ts';
import type { Actor } from '#lib/policy.ts';
import { openTestDatabase, type TestDatabase } from '#tests/support/database.ts';

/** One small world for every test that needs a school: two classes, the people of the access matrix, a running lesson.
 *  It is Wednesday 02.12.2026, 11:10 in Moscow, the middle of the third lesson, whatever the real clock. */

export const NOW = new Date('2026-12-02T08:10:00Z');
export const TODAY = '2026-12-02';

/** Who is who, by the names of tests/realtime/access.csv. */
export const PEOPLE = {
  teacher: { id: 1, name: ['Орлова', 'Елена', 'Викторовна'] },
  colleague: { id: 2, name: ['Гусева', 'Марина', 'Андреевна'] },
  homeroom: { id: 3, name: ['Никитина', 'Ольга', 'Сергеевна'] },
  deputy: { id: 4, name: ['Лебедева', 'Ирина', 'Сергеевна'] },
  director: { id: 5, name: ['Захаров', 'Пётр', 'Ильич'] },
  admin: { id: 6, name: ['Соколов', 'Иван', 'Павлович'] },
  substitute: { id: 7, name: ['Юдин', 'Кирилл', 'Маратович'] },
  foreignTeacher: { id: 8, name: ['Ким', 'Евгения', 'Алексеевна'] },
  dismissed: { id: 9, name: ['Быков', 'Олег', 'Ефимович'] },
  pupilA: { id: 11, name: ['Абрамова', 'Дарья', null] },
  pupilB: { id: 12, name: ['Беляев', 'Артём', null] },
  pupilC: { id: 13, name: ['Ёлкина', 'Вера', null] },
  parentA: { id: 21, name: ['Абрамов', 'Олег', 'Ильич'] },
  parentAC: { id: 22, name: ['Абрамова', 'Анна', 'Игоревна'] },
  parentRevoked: { id: 23, name: ['Беляева', 'Нина', 'Петровна'] },
} as const;
export type Who = keyof typeof PEOPLE | 'foreignSchool' | 'teacherAsParent';

export const GROUP = { math: 1, russian: 2, foreign: 3, grade1: 4, ungraded: 5, otherSchool: 1 } as const;
export const CLASS = { a: 1, b: 2, first: 3 } as const;
/** Lessons of «5А · Математика» unless said: in the closed first quarter, yesterday, now, on Friday. */
export const LESSON = {
  closed: 1,
  yesterday: 2,
  now: 3,
  friday: 4,
  russian: 5,
  foreign: 6,
  grade1: 7,
  ungraded: 8,
  cancelled: 9,
} as const;
/** The default work of lesson N has the id N; the control work of the running lesson is apart. */
export const WORK = { control: 101 } as const;
/** The first quarter is closed; the year's stages. */
export const PERIOD = { closed: 1, now: 2, year: 51, exam: 52, final: 53 } as const;
/** The timetable in force, and a draft of the next. */
export const VERSION = { current: 1, draft: 2 } as const;
export const TYPE = { answer: 1, control: 2, independent: 3 } as const;

export type World = {
  db: Sql;
  owner: ReturnType<typeof openPool>;
  database: TestDatabase;
  /** A Cookie header of a new session. */
  cookie(who: Who, hat?: Hat): Promise<string>;
  actor(who: Who, hat?: Hat): Promise<Actor>;
  close(): Promise<void>;
};

/** Builds the world in a fresh database. */
export async function school(given?: TestDatabase): Promise<World> {
  const database = given ?? (await openTestDatabase());
  const owner = openPool(database.ownerUrl, { max: 4 });
  await fill(owner, 1);
  await fill(owner, 2);
  const db = connect(database.appUrl, { max: 6 });
  const cookie = async (who: Who, hat?: Hat): Promise<string> => {
    const foreign = who === 'foreignSchool';
    const personId = foreign ? 1001 : who === 'teacherAsParent' ? 8 : PEOPLE[who].id;
    const worn = hat ?? (who === 'teacherAsParent' ? 'parent' : '');
    const token = await openSession(db, {
      schoolId: foreign ? 2 : 1,
      personId,
      hat: worn,
      family: false,
      foreign: false,
      address: '127.0.0.1',
      device: 'test',
    });
    return `zvonok=${token}`;
  };
  return {
    db,
    owner,
    database,
    cookie,
    async actor(who, hat) {
      const actor = await actorOf(await cookie(who, hat), db);
      if (!actor) throw new Error(`${who} has no part in the school`);
      return actor;
    },
    async close() {
      await disconnect(db);
      await owner.end();
      await database.close();
    },
  };
}

/** Runs one command with a fresh id. */
export function run<N extends CommandName>(
  executor: Executor,
  actor: Actor,
  name: N,
  input: CommandInput<N>,
  base?: number,
): Promise<CommandAnswer> {
  return executor.submit(actor, { id: randomUUID(), name, input, ...(base === undefined ? {} : { base }) });
}

async function fill(owner: ReturnType<typeof openPool>, s: number): Promise<void> {
  /** The second school is the same world under other numbers: ours mean nothing there. */
  const n = (id: number) => id + (s - 1) * 1000;
  await owner.begin(async (tx) => {
    await tx`select set_config('zvonok.school', ${String(s)}, true), set_config('zvonok.students', '*', true),
      set_config('zvonok.groups', '*', true), set_config('zvonok.person', '', true)`;
    await tx`insert into school (school_id, name, short_name, tz, kind, clock_offset, settings) overriding system value
      values (${s}, ${`Школа № ${s}`}, ${`№ ${s}`}, 'Europe/Moscow', 'test', ${NOW}::timestamptz - now(), '{"thresholds":[465,365,265]}')`;
    await tx`insert into school_log_head (school_id) values (${s})`;
    await tx`insert into academic_year (school_id, id, starts, ends) overriding system value values (${s}, 1, '2026-09-01', '2027-05-26')`;
    await tx`insert into period (school_id, id, year_id, kind, number, starts, ends, closed_at) overriding system value values
      (${s}, 1, 1, 'quarter', 1, '2026-09-01', '2026-10-23', '2026-10-26'), (${s}, 2, 1, 'quarter', 2, '2026-11-02', '2026-12-30', null),
      (${s}, 51, 1, 'year', 1, '2026-09-01', '2027-05-26', null), (${s}, 52, 1, 'exam', 1, '2026-09-01', '2027-05-26', null),
      (${s}, 53, 1, 'final', 1, '2026-09-01', '2027-05-26', null)`;
    await tx`insert into bell_set (school_id, id, name) overriding system value values (${s}, 1, 'Обычный')`;
    await tx`insert into bell (school_id, bell_set_id, number, starts, ends) values (${s}, 1, 1, '08:30', '09:15'),
      (${s}, 1, 2, '09:25', '10:10'), (${s}, 1, 3, '10:45', '11:30'), (${s}, 1, 4, '11:40', '12:25'),
      (${s}, 1, 5, '12:35', '13:20'), (${s}, 1, 6, '13:30', '14:15')`;
    // The timetable that holds has no places yet, and a deputy's draft has none either.
    await tx`insert into timetable_version (school_id, id, year_id, title, starts, state, turn, made_by, made_at)
      overriding system value values (${s}, ${n(VERSION.current)}, 1, 'Расписание', '2026-09-01', 'current', 1, null, '2026-08-24'),
      (${s}, ${n(VERSION.draft)}, 1, 'Черновик', '2026-12-07', 'draft', null, null, '2026-11-30')`;
    await tx`insert into subject (school_id, id, name, short, graded) overriding system value values
      (${s}, 1, 'Математика', 'Мат', true), (${s}, 2, 'Русский язык', 'Рус', true), (${s}, 3, 'Разговоры о важном', 'РоВ', false)`;
    await tx`insert into work_type (school_id, id, name, short, weight, control, written, sort) overriding system value values
      (${s}, 1, 'Ответ на уроке', 'Отв', 100, false, false, 1), (${s}, 2, 'Контрольная работа', 'К/р', 200, true, true, 2),
      (${s}, 3, 'Самостоятельная работа', 'С/р', 100, false, true, 3)`;
    for (const { id, name } of Object.values(PEOPLE))
      await tx`insert into person (school_id, id, family_name, given_name, patronymic) overriding system value
        values (${s}, ${n(id)}, ${name[0]}, ${name[1]}, ${name[2]})`;
    await tx`insert into role_grant (school_id, person_id, role, starts) values (${s}, ${n(4)}, 'deputy', '2026-08-01'),
      (${s}, ${n(5)}, 'director', '2026-08-01'), (${s}, ${n(6)}, 'admin', '2026-08-01')`;
    await tx`insert into deputy_grade (school_id, person_id, grade) values (${s}, ${n(4)}, 5)`;
    await tx`insert into class (school_id, id, year_id, grade, letter, period_kind, room, bell_set_id) overriding system value
      values (${s}, ${n(1)}, 1, 5, 'А', 'quarter', '201', 1), (${s}, ${n(2)}, 1, 5, 'Б', 'quarter', '202', 1), (${s}, ${n(3)}, 1, 1, 'А', 'quarter', '101', 1)`;
    await tx`insert into homeroom (school_id, class_id, teacher_id, starts) values (${s}, ${n(1)}, ${n(3)}, '2026-09-01')`;
    await tx`insert into enrolment (school_id, student_id, class_id, starts, order_in) values
      (${s}, ${n(11)}, ${n(1)}, '2026-09-01', 'приказ № 1'), (${s}, ${n(12)}, ${n(1)}, '2026-09-01', 'приказ № 1'), (${s}, ${n(13)}, ${n(2)}, '2026-09-01', 'приказ № 1')`;
    await tx`insert into guardian (school_id, guardian_id, student_id, relation, starts, ends) values
      (${s}, ${n(21)}, ${n(11)}, 'отец', '2026-09-01', null), (${s}, ${n(22)}, ${n(11)}, 'мать', '2026-09-01', null), (${s}, ${n(22)}, ${n(13)}, 'мать', '2026-09-01', null),
      (${s}, ${n(23)}, ${n(12)}, 'мать', '2026-09-01', '2026-11-30'), (${s}, ${n(8)}, ${n(12)}, 'мать', '2026-09-01', null)`;
    await tx`insert into study_group (school_id, id, year_id, class_id, subject_id, hours) overriding system value values
      (${s}, ${n(1)}, 1, ${n(1)}, 1, 500), (${s}, ${n(2)}, 1, ${n(1)}, 2, 500), (${s}, ${n(3)}, 1, ${n(2)}, 1, 500), (${s}, ${n(4)}, 1, ${n(3)}, 1, 400), (${s}, ${n(5)}, 1, ${n(1)}, 3, 100)`;
    await tx`insert into group_teacher (school_id, group_id, teacher_id, starts, ends) values
      (${s}, ${n(1)}, ${n(1)}, '2026-09-01', null), (${s}, ${n(1)}, ${n(2)}, '2026-09-01', null), (${s}, ${n(2)}, ${n(3)}, '2026-09-01', null), (${s}, ${n(3)}, ${n(8)}, '2026-09-01', null),
      (${s}, ${n(1)}, ${n(9)}, '2026-09-01', '2026-11-01'), (${s}, ${n(4)}, ${n(1)}, '2026-09-01', null), (${s}, ${n(5)}, ${n(1)}, '2026-09-01', null)`;
    await tx`insert into group_student (school_id, group_id, student_id, starts) values (${s}, ${n(1)}, ${n(11)}, '2026-09-01'),
      (${s}, ${n(1)}, ${n(12)}, '2026-09-01'), (${s}, ${n(2)}, ${n(11)}, '2026-09-01'), (${s}, ${n(2)}, ${n(12)}, '2026-09-01'), (${s}, ${n(3)}, ${n(13)}, '2026-09-01'),
      (${s}, ${n(5)}, ${n(11)}, '2026-09-01'), (${s}, ${n(4)}, ${n(13)}, '2026-09-01')`;
    for (const [id, group, cls, subject, teacher, day, number, status] of LESSONS)
      await tx`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at,
          room, status) overriding system value
        values (${s}, ${n(id)}, ${n(group)}, ${n(cls)}, ${subject}, ${n(teacher)}, ${day}, ${number},
          (${day}::date + time '10:45') at time zone 'Europe/Moscow', (${day}::date + time '11:30') at time zone 'Europe/Moscow',
          '201', ${status})`;
    await tx`insert into work (school_id, id, lesson_id, group_id, on_date, number, type_id) overriding system value
      select ${s}, id, id, group_id, on_date, 1, 1 from lesson where school_id = ${s}`;
    await tx`insert into work (school_id, id, lesson_id, group_id, on_date, number, type_id, name) overriding system value
      values (${s}, ${n(WORK.control)}, ${n(LESSON.now)}, ${n(1)}, ${TODAY}, 2, 2, 'Дроби')`;
    await tx`update lesson set due = 2 where school_id = ${s} and id = ${n(LESSON.now)}`;
    await tx`insert into substitution (school_id, lesson_id, teacher_id, ordered_at, group_id, was_on, was_number,
        was_starts, was_ends, was_room, pay_code)
      select school_id, id, ${n(7)}, ${NOW}, group_id, on_date, number, starts_at, ends_at, room, 'ЗС'
      from lesson where school_id = ${s} and id = ${n(LESSON.russian)}`;
    await tx`insert into filling (school_id, on_date, class_id, teacher_id, lessons, due)
      select ${s}, on_date, class_id, teacher_id, count(*) filter (where status = 'planned'), sum(due) from lesson
      where school_id = ${s} group by on_date, class_id, teacher_id`;
    if (s === 2) for (const t of SEQUENCES) await tx`select setval(pg_get_serial_sequence(${t}, 'id'), 10000)`;
  });
}
const SEQUENCES = [
  'timetable_version',
  'draft_slot',
  'bell_set',
  'bell_plan',
  'work',
  'work_type',
  'person',
  'lesson',
  'study_group',
  'class',
  'enrolment',
  'guardian',
];
/** id, group, class, subject, teacher, day, number, status */
const LESSONS: [number, number, number, number, number, string, number, string][] = [
  [LESSON.closed, 1, 1, 1, 1, '2026-10-05', 3, 'planned'],
  [LESSON.yesterday, 1, 1, 1, 1, '2026-12-01', 3, 'planned'],
  [LESSON.now, 1, 1, 1, 1, TODAY, 3, 'planned'],
  [LESSON.friday, 1, 1, 1, 1, '2026-12-04', 3, 'planned'],
  [LESSON.russian, 2, 1, 2, 3, TODAY, 4, 'planned'],
  [LESSON.foreign, 3, 2, 1, 8, TODAY, 3, 'planned'],
  [LESSON.grade1, 4, 3, 1, 1, TODAY, 3, 'planned'],
  [LESSON.ungraded, 5, 1, 3, 1, TODAY, 1, 'planned'],
  [LESSON.cancelled, 1, 1, 1, 1, '2026-11-30', 3, 'cancelled'],
];
