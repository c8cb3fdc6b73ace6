import type { BuildingData } from '#db/seed/building.ts';
import type { SchoolYear } from '#db/seed/calendar.ts';
import type { Load, Row } from '#db/seed/copy.ts';
import { hoursOf } from '#db/seed/curriculum.ts';
import { easesIn } from '#db/seed/lessons.ts';
import type { Group, Ids, Place } from '#db/seed/model.ts';
import type { SchoolIds } from '#db/seed/schoolRows.ts';
import { addDays } from '#lib/domain/time.ts';

/** People and classes of a building, down to the students of each group. */
export async function loadPeople(
  load: Load,
  ids: Ids,
  own: SchoolIds,
  year: SchoolYear,
  data: BuildingData,
): Promise<void> {
  const { schoolId, yearId } = own;
  const students = data.classes.flatMap((cls) => cls.students.map((student) => ({ student, cls })));
  const staff = new Set<number>(data.teachers.map((teacher) => teacher.id));
  const persons = [
    ...data.teachers,
    ...students.map(({ student }) => student),
    ...data.guardians.filter((g) => !staff.has(g.id)),
  ];
  await load(
    'person',
    ['school_id', 'id', 'family_name', 'given_name', 'patronymic'],
    persons.map(({ id, name }) => [schoolId, id, name.family, name.given, name.patronymic]),
  );
  await load(
    'class',
    ['school_id', 'id', 'year_id', 'grade', 'letter', 'period_kind', 'room', 'shift', 'bell_set_id'],
    data.classes.map((cls) => [
      schoolId,
      cls.id,
      yearId,
      cls.grade,
      cls.letter,
      cls.grade < 10 ? 'quarter' : 'half',
      cls.room,
      1,
      own.bellSets[cls.grade === 1 ? 1 : 0] ?? 0,
    ]),
  );
  await load(
    'homeroom',
    ['school_id', 'id', 'class_id', 'teacher_id', 'starts'],
    data.classes.map((cls) => [schoolId, ids.next('homeroom'), cls.id, cls.homeroom.id, year.starts]),
  );
  await load(
    'enrolment',
    ['school_id', 'id', 'student_id', 'class_id', 'starts', 'ends', 'order_in', 'order_out', 'form'],
    students.map(({ student: s, cls }) => [
      schoolId,
      ids.next('enrolment'),
      s.id,
      cls.id,
      s.from,
      s.to,
      s.orderIn,
      s.orderOut,
      s.form,
    ]),
  );
  const families = data.guardians.flatMap((guardian) => guardian.children.map((child) => ({ guardian, ...child })));
  await load(
    'guardian',
    ['school_id', 'id', 'guardian_id', 'student_id', 'relation', 'inform', 'starts'],
    families.map(({ guardian, student, relation }) => [
      schoolId,
      ids.next('guardian'),
      guardian.id,
      student.id,
      relation,
      guardian.paper ? 'paper' : 'electronic',
      student.from,
    ]),
  );
  const asked = new Set<number>();
  await load(
    'consent',
    ['school_id', 'id', 'student_id', 'guardian_id', 'status', 'at'],
    families.flatMap(({ guardian, student }): Row[] => {
      if (asked.has(student.id)) return [];
      asked.add(student.id);
      const status = data.refused.has(student.id) ? 'refused' : 'given';
      return [[schoolId, ids.next('consent'), student.id, guardian.id, status, addDays(student.from, student.id % 8)]];
    }),
  );
}

/** Curriculum, groups with their teachers and students, and the places of the week. */
export async function loadTeaching(
  load: Load,
  ids: Ids,
  own: SchoolIds,
  year: SchoolYear,
  data: BuildingData,
): Promise<void> {
  const { schoolId, yearId, subjects } = own;
  const subjectOf = (group: Group) => subjects.get(group.subject) ?? 0;
  await load(
    'curriculum',
    ['school_id', 'year_id', 'class_id', 'subject_id', 'hours'],
    data.classes.flatMap((cls) =>
      hoursOf(cls.grade, cls.profile).map(
        ([key, hours]): Row => [schoolId, yearId, cls.id, subjects.get(key) ?? 0, hours],
      ),
    ),
  );
  await load(
    'study_group',
    ['school_id', 'id', 'year_id', 'class_id', 'subject_id', 'name', 'hours', 'kind', 'mixed'],
    data.groups.map((group) => [
      ...[schoolId, group.id, yearId, group.cls.id, subjectOf(group), group.name, group.hours],
      ...[group.kind, group.mixed],
    ]),
  );
  await load(
    'group_teacher',
    ['school_id', 'group_id', 'teacher_id', 'starts', 'place'],
    data.groups.flatMap((group) =>
      [group.teacher, ...(group.second ? [group.second] : [])].map(
        (teacher, at): Row => [schoolId, group.id, teacher.id, year.starts, at + 1],
      ),
    ),
  );
  await load(
    'group_student',
    ['school_id', 'group_id', 'student_id', 'starts', 'ends'],
    data.groups.flatMap((group) =>
      group.members.map((student): Row => [schoolId, group.id, student.id, student.from, student.to]),
    ),
  );
  await load(
    'timetable_slot',
    ['school_id', 'id', 'group_id', 'weekday', 'number', 'parity', 'room', 'starts', 'ends', 'version_id'],
    data.places.map((place): Row => {
      const { group, weekday, number, parity, room } = place;
      const starts = startOf(place, year, data);
      const id = ids.next('timetable_slot');
      return [schoolId, id, group.id, weekday, number, parity, room, starts, year.ends, own.timetableId];
    }),
  );
}

/** From when a place of the week holds: the last lessons of grade 1 begin with the second quarter. */
function startOf(place: Place, year: SchoolYear, data: BuildingData): string {
  const eased = easesIn(place.group.cls.grade, place.weekday, place.number);
  return eased ? addDays(data.year.easedUntil, 1) : year.starts;
}
