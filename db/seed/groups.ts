import type { ClassEntry } from '#db/seed/classes.ts';
import type { Group, Ids, Place, SchoolClass, Student, Teacher } from '#db/seed/model.ts';
import type { StaffPlan } from '#db/seed/staff.ts';
import { STORY_GROUP, STORY_PLACES, tellsStory } from '#db/seed/story.ts';
import type { SubjectKey } from '#db/seed/subjects.ts';
import { type Pinned, type Placed, TALK_PLACE } from '#db/seed/timetable.ts';

/** Study groups (class × subject × teacher, subgroups apart) with their students, and the places of the week they hold. */

/** Subjects a student taught at home follows with the class's journal; the rest he does not attend. */
const AT_HOME: readonly SubjectKey[] = [
  'rus',
  'lit',
  'read',
  'math',
  'alg',
  'geom',
  'calc',
  'hist',
  'phys',
  'bio',
  'geo',
  'eng',
];

/** Of these he has lessons of his own, with a journal «Обучение на дому» (001 3.2.5). */
export const TAUGHT_AT_HOME: readonly SubjectKey[] = ['rus', 'alg'];

const subgroupName = (subject: SubjectKey, sub: number): string => {
  if (sub === 0) return '';
  return subject === 'craft' ? (sub === 1 ? 'мальчики' : 'девочки') : `${sub} подгруппа`;
};

/** Which subgroup a student is in: boys and girls in «Труд», else every other one by the alphabet. */
function subgroupOf(subject: SubjectKey, student: Student, at: number): 1 | 2 {
  if (subject === 'craft') return student.sex === 'm' ? 1 : 2;
  return at % 2 === 0 ? 1 : 2;
}

/** Groups of a building, «Разговоры о важном» with the homeroom teacher last in each class. */
export function formGroups(
  ids: Ids,
  classes: readonly SchoolClass[],
  teachers: readonly Teacher[],
  plan: StaffPlan,
): Group[] {
  return classes.flatMap((cls) => {
    const form = (subject: SubjectKey, sub: 0 | 1 | 2, hours: number, teacher: Teacher): Group => ({
      id: ids.next('study_group'),
      cls,
      subject,
      sub,
      name: subgroupName(subject, sub),
      kind: sub === 0 ? 'class' : 'subgroup',
      mixed: false,
      hours,
      teacher,
      second: tellsStory(cls.label, subject)
        ? (teachers.find((t) => t.name.family === STORY_GROUP.second) ?? null)
        : null,
      members: cls.students.filter(
        (student, at) =>
          (student.form === 'full' || (AT_HOME.includes(subject) && !TAUGHT_AT_HOME.includes(subject))) &&
          (sub === 0 || subgroupOf(subject, student, at) === sub),
      ),
      lessons: [],
    });
    const own = plan.loads.filter((load) => load.classIndex === cls.index);
    const taught = own.map((load) => {
      const teacher = teachers[load.teacher];
      if (!teacher) throw new Error(`Teacher ${load.teacher} is not on the staff.`);
      return form(load.subject, load.sub, load.hours, teacher);
    });
    return [...taught, form('talk', 0, 100, cls.homeroom)];
  });
}

/** The story's algebra stands where it must stand, with its second teacher free to look in. */
export function storyPins(classes: readonly ClassEntry[], teachers: readonly { name: { family: string } }[]): Pinned[] {
  const classIndex = classes.findIndex((cls) => `${cls.grade}${cls.letter}`.startsWith(STORY_GROUP.cls));
  const second = teachers.findIndex((teacher) => teacher.name.family === STORY_GROUP.second);
  return [{ classIndex, subject: STORY_GROUP.subject, at: STORY_PLACES, also: second < 0 ? [] : [second] }];
}

/** The week's places of real groups, from the plan by lists; a lesson is held in its teacher's room. */
export function placeGroups(groups: readonly Group[], placed: readonly Placed[]): Place[] {
  const byKey = new Map(groups.map((group) => [`${group.cls.index}:${group.subject}:${group.sub}`, group]));
  const places = placed.flatMap(({ classIndex, parts, weekday, number }) =>
    parts.map((part): Place => {
      const group = byKey.get(`${classIndex}:${part.subject}:${part.sub}`);
      if (!group) throw new Error(`No group for ${classIndex}:${part.subject}:${part.sub}.`);
      return { group, weekday, number, parity: part.parity, room: group.teacher.room };
    }),
  );
  const talks = groups.filter((group) => group.subject === 'talk');
  return [...talks.map((group): Place => ({ group, ...TALK_PLACE, parity: 0, room: group.cls.room })), ...places];
}
