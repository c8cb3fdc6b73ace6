import { TAUGHT_AT_HOME } from '#db/seed/groups.ts';
import type { Group, Ids, Place, SchoolClass, Student, Teacher } from '#db/seed/model.ts';
import type { SubjectKey } from '#db/seed/subjects.ts';
import type { GroupKind } from '#lib/domain/groups.ts';

/** What is journaled beside the classes (001 1.4.1): a club of two classes, a course of the two tenth ones, a lesson for four
 *  who need help, and the lessons of the one who is taught at home. */

/** Not on Wednesday: the day the demo opens at is long enough. */
const WEEKDAYS = [2, 4, 5, 1] as const;
/** The school's bells ring for so many lessons. */
const LAST_NUMBER = 8;

type At = { weekday: number; number: number };

/** Groups beside the classes with the places of the week that are free for them; a group without one is not formed. */
export function formBeside(
  ids: Ids,
  classes: readonly SchoolClass[],
  groups: readonly Group[],
  places: readonly Place[],
): { groups: Group[]; places: Place[] } {
  const formed: { groups: Group[]; places: Place[] } = { groups: [], places: [] };
  const all = () => [...places, ...formed.places];
  const labelled = (...labels: string[]) => classes.filter((cls) => labels.includes(cls.label));
  const teacherOf = (cls: SchoolClass | undefined, subject: SubjectKey): Teacher | null =>
    groups.find((group) => group.cls === cls && group.subject === subject)?.teacher ?? null;
  const lengthOf = (cls: SchoolClass, weekday: number): number =>
    Math.max(0, ...places.filter((p) => p.group.cls === cls && p.weekday === weekday).map((p) => p.number));
  const isFree = (teacher: Teacher, at: At): boolean =>
    !all().some(
      (p) =>
        p.weekday === at.weekday &&
        p.number === at.number &&
        (p.group.teacher === teacher || p.group.second === teacher || p.room === teacher.room),
    );
  const add = (
    spec: { kind: GroupKind; mixed: boolean; cls: SchoolClass; subject: SubjectKey; name: string; members: Student[] },
    teacher: Teacher,
    at: At | undefined,
  ): void => {
    if (!at) return;
    const group: Group = {
      ...spec,
      id: ids.next('study_group'),
      sub: 0,
      hours: 100,
      teacher,
      second: null,
      lessons: [],
    };
    formed.groups.push(group);
    formed.places.push({ group, ...at, parity: 0, room: teacher.room });
  };
  /** The first place after the last lesson of all these classes. */
  const afterLessons = (of: readonly SchoolClass[], teacher: Teacher): At | undefined =>
    WEEKDAYS.map((weekday) => ({ weekday, number: Math.max(...of.map((cls) => lengthOf(cls, weekday))) + 1 })).find(
      (at) => at.number <= LAST_NUMBER && isFree(teacher, at),
    );
  const together = (labels: [string, string], subject: SubjectKey, kind: GroupKind, led: SubjectKey, every: number) => {
    const of = labelled(...labels);
    const teacher = teacherOf(of[0], led);
    if (!of[0] || !teacher) return;
    const members = of.flatMap((cls) =>
      cls.students.filter((s, at) => s.form === 'full' && s.to === null && at % every === 1),
    );
    add(
      { kind, mixed: true, cls: of[0], subject, name: labels.join(', '), members },
      teacher,
      afterLessons(of, teacher),
    );
  };
  together(['8А', '8Б'], 'club', 'extracurricular', 'alg', 4);
  together(['10А', '10Б'], 'course', 'elective', 'calc', 3);

  const [ninth] = labelled('9Г');
  const helper = teacherOf(ninth, 'alg');
  if (ninth && helper) {
    const members = ninth.students.filter((s) => s.form === 'full' && s.to === null).slice(3, 7);
    const spec = { kind: 'consultation', mixed: false, subject: 'consult', name: '' } as const;
    add({ ...spec, cls: ninth, members }, helper, afterLessons([ninth], helper));
  }
  for (const cls of classes)
    for (const student of cls.students.filter((s) => s.form === 'home'))
      for (const subject of TAUGHT_AT_HOME) {
        const teacher = teacherOf(cls, subject);
        if (!teacher) continue;
        const own = (at: At) =>
          all().some((p) => p.weekday === at.weekday && p.number === at.number && p.group.members.includes(student));
        // While his class has what he does not attend.
        const at = places
          .filter((p) => p.group.cls === cls && p.parity === 0 && p.number > 1)
          .sort((a, b) => a.weekday - b.weekday || a.number - b.number)
          .find((p) => !own(p) && isFree(teacher, p));
        const name = `${student.name.family} ${student.name.given}`;
        add(
          { kind: 'individual', mixed: false, cls, subject, name, members: [student] },
          teacher,
          at && { weekday: at.weekday, number: at.number },
        );
      }
  return formed;
}
