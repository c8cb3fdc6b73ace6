import type { BuildingData } from '#db/seed/building.ts';
import { canonicalDay, type SchoolYear } from '#db/seed/calendar.ts';
import type { Load, Row } from '#db/seed/copy.ts';
import type { Ids, Lesson, Teacher } from '#db/seed/model.ts';
import type { Name } from '#db/seed/names.ts';
import { randomOf } from '#db/seed/random.ts';
import type { SchoolIds } from '#db/seed/schoolRows.ts';
import { ADMINISTRATOR, DEPUTIES, DIRECTOR, TEACHING_DEPUTIES } from '#db/seed/staffList.ts';
import { LOGINS } from '#db/seed/story.ts';
import { addDays, dayMonth } from '#lib/domain/time.ts';

/** People who do not teach, by full name; their ids are needed for roles, accounts and remarks. */
export type Office = ReadonlyMap<string, number>;
const fullName = (name: Name): string => [name.family, name.given, name.patronymic].filter(Boolean).join(' ');

/** Director, administrator and deputies with their roles and the grades each deputy supervises. */
export async function loadOffice(
  load: Load,
  ids: Ids,
  schoolId: number,
  year: SchoolYear,
  teachers: readonly Teacher[],
): Promise<Office> {
  const office = new Map<string, number>();
  const newcomers = [DIRECTOR, ADMINISTRATOR, ...DEPUTIES.map((deputy) => deputy.name)];
  const rows = newcomers.map((name): Row => {
    const id = ids.next('person');
    office.set(fullName(name), id);
    return [schoolId, id, name.family, name.given, name.patronymic];
  });
  await load('person', ['school_id', 'id', 'family_name', 'given_name', 'patronymic'], rows);
  const idOf = (name: Name) => office.get(fullName(name)) ?? 0;
  const teaching = TEACHING_DEPUTIES.map(({ family, grades }) => ({
    id: teachers.find((teacher) => teacher.name.family === family)?.id ?? 0,
    grades,
  }));
  const deputies = [...DEPUTIES.map(({ name, grades }) => ({ id: idOf(name), grades })), ...teaching];
  const from = `${year.year}-08-24`;
  const granted: [number, string][] = [
    [idOf(ADMINISTRATOR), 'admin'],
    [idOf(DIRECTOR), 'director'],
    ...deputies.map(({ id }): [number, string] => [id, 'deputy']),
  ];
  await load(
    'role_grant',
    ['school_id', 'id', 'person_id', 'role', 'starts'],
    granted.map(([person, role]) => [schoolId, ids.next('role_grant'), person, role, from]),
  );
  await load(
    'deputy_grade',
    ['school_id', 'person_id', 'grade'],
    deputies.flatMap(({ id, grades }) => grades.map((grade): Row => [schoolId, id, grade])),
  );
  return office;
}

/** The demo logins, one password for all of them. Nobody else of the demo school has access. */
export async function loadAccounts(
  load: Load,
  school: { id: number; number: number },
  passwordHash: string,
  office: Office,
  data: BuildingData,
  year: SchoolYear,
): Promise<void> {
  const people = [...data.teachers, ...data.guardians, ...data.classes.flatMap((cls) => cls.students)];
  const rows = Object.entries(LOGINS).map(([login, name]): Row => {
    const id = office.get(name) ?? people.find((person) => fullName(person.name) === name)?.id;
    if (id === undefined) throw new Error(`${login} is nobody: ${name}.`);
    return [
      school.id,
      id,
      school.number === 1 ? login : `${login}-${school.number}`,
      passwordHash,
      `${year.year}-08-24T06:00:00Z`,
    ];
  });
  await load('account', ['school_id', 'person_id', 'login', 'password_hash', 'created_at'], rows);
}

/** Remarks on the journals: two return slips overdue, one handed in, three accepted. */
export async function loadRemarks(
  load: Load,
  ids: Ids,
  own: SchoolIds,
  year: SchoolYear,
  office: Office,
  data: BuildingData,
): Promise<void> {
  const canonical = canonicalDay(year.year);
  const checker = office.get(LOGINS.deputy) ?? 0;
  const remark = (cls: string, subject: string, text: string, issued: number, due: number, status: string): Row[] => {
    const group = data.groups.find((g) => g.cls.label === cls && g.subject === subject);
    if (!group) return [];
    const [on, until] = [addDays(canonical, issued), addDays(canonical, due)];
    return [[own.schoolId, ids.next('remark'), checker, group.teacher.id, group.id, text, on, until, status]];
  };
  await load(
    'remark',
    ['school_id', 'id', 'checker_id', 'teacher_id', 'group_id', 'text', 'issued_on', 'due_on', 'status'],
    [
      ...remark(
        '7Г',
        'phys',
        'Не выставлены отметки за лабораторную работу, нет домашнего задания за две недели.',
        -12,
        -5,
        'issued',
      ),
      ...remark(
        '6А',
        'math',
        `Урок ${dayMonth(addDays(canonical, -8))}: не записана тема, домашнее задание внесено после срока.`,
        -7,
        -1,
        'issued',
      ),
      ...remark('9Б', 'rus', 'За контрольный диктант отметки стоят не у всех присутствовавших.', -6, 1, 'submitted'),
      ...remark('8В', 'geo', 'Малая накопляемость: 11 учеников с одной отметкой.', -20, -13, 'accepted'),
      ...remark(
        '5А',
        'eng',
        `Темы уроков не совпадают с планом с ${dayMonth(addDays(canonical, -23))}.`,
        -19,
        -12,
        'accepted',
      ),
      ...remark('7В', 'hist', 'Домашнее задание не задано три урока подряд.', -15, -8, 'accepted'),
    ],
  );
}

/** «Сделано» of the demo family's children, for homework that was due lately. */
export async function loadTicks(load: Load, own: SchoolIds, year: SchoolYear, data: BuildingData): Promise<void> {
  const canonical = canonicalDay(year.year);
  const random = randomOf('ticks', own.schoolId);
  const children = data.guardians.find((guardian) => fullName(guardian.name) === LOGINS.parent)?.children ?? [];
  const recent = (lesson: Lesson) => lesson.homework !== null && lesson.date >= addDays(canonical, -9);
  const rows = children.flatMap(({ student }) =>
    data.groups
      .filter((group) => group.members.includes(student))
      .flatMap((group) => group.lessons.filter(recent))
      .flatMap((lesson): Row[] => (random.chance(0.6) ? [[own.schoolId, student.id, lesson.id, true]] : [])),
  );
  await load('homework_done', ['school_id', 'student_id', 'lesson_id', 'done'], rows);
}
