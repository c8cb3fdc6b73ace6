import type { ClassEntry } from '#db/seed/classes.ts';
import type { Building, Guardian, Ids, Person, Student, Teacher } from '#db/seed/model.ts';
import {
  adultGiven,
  adultName,
  anySurname,
  childGiven,
  type Name,
  patronymicOf,
  type Sex,
  surnameFor,
} from '#db/seed/names.ts';
import { randomOf } from '#db/seed/random.ts';
import { STORY_CHILDREN, STORY_PARENTS, type StoryChild } from '#db/seed/story.ts';
import { addDays } from '#lib/domain/time.ts';

/** Students and their families: about one child in nine has a brother or a sister in another class. */

/** `key` names a family of the story: nobody else joins it. */
type Family = {
  key: string;
  surname: string;
  father: string;
  children: { classIndex: number; name: Name; sex: Sex; story?: StoryChild }[];
};
export type People = { classes: Student[][]; guardians: Guardian[]; refused: Set<number> };

const SIBLING = 0.1;
const TWO_PARENTS = 0.84;
const collator = new Intl.Collator('ru');
const byName = (a: { name: Name }, b: { name: Name }) =>
  collator.compare(a.name.family, b.name.family) || collator.compare(a.name.given, b.name.given);
const nameOf = (full: string): Name => {
  const [family = '', given = '', ...rest] = full.split(' ');
  return { family, given, patronymic: rest.join(' ') || null };
};

/** Invents the students of a building and their guardians. `staff`: teachers who are parents of story children. */
export function inventPeople(
  ids: Ids,
  building: Building,
  classes: readonly ClassEntry[],
  staff: readonly Teacher[],
  canonical: string,
  starts: string,
): People {
  const random = randomOf('people', building.seed);
  const families: Family[] = [];
  const names = new Set<string>();
  const add = (family: Family, classIndex: number, sex: Sex, given: string, story?: StoryChild): boolean => {
    const name: Name = {
      family: story?.family ?? surnameFor(family.surname, sex),
      given,
      patronymic: story?.patronymic === undefined ? patronymicOf(family.father, sex) : story.patronymic,
    };
    const full = `${name.family} ${name.given}`;
    if (names.has(full)) return false;
    names.add(full);
    family.children.push(story ? { classIndex, name, sex, story } : { classIndex, name, sex });
    return true;
  };
  const settle = (surname: string, father: string, key = '') => {
    const family: Family = { key, surname, father, children: [] };
    families.push(family);
    return family;
  };

  const filled = classes.map(() => 0);
  const told = building.number === 0 ? STORY_CHILDREN : [];
  for (const child of told) {
    const classIndex = classes.findIndex((cls) => `${cls.grade}${cls.letter}` === child.cls);
    const known = child.home ? families.find((family) => family.key === child.home) : undefined;
    add(
      known ?? settle(child.surname, child.father, child.home ?? child.surname),
      classIndex,
      child.sex,
      child.given,
      child,
    );
    if (child.leftOn === undefined) filled[classIndex] = (filled[classIndex] ?? 0) + 1;
  }
  classes.forEach((cls, classIndex) => {
    while ((filled[classIndex] ?? 0) < cls.size) {
      const sex: Sex = random.chance(0.5) ? 'm' : 'f';
      const joined = random.chance(SIBLING) ? random.pick(families) : null;
      const fits =
        joined?.key === '' &&
        joined.children.length < 3 &&
        joined.children.every((child) => classes[child.classIndex]?.grade !== cls.grade);
      const elder = fits ? joined : null;
      const family = elder ?? settle(anySurname(random), adultGiven('m', random));
      if (add(family, classIndex, sex, childGiven(sex, random))) filled[classIndex] = (filled[classIndex] ?? 0) + 1;
      else if (!elder) families.pop();
    }
  });
  return enrol(ids, classes, families, staff, canonical, starts, building);
}

/** Gives everybody an id: students by class in alphabetical order, then guardians. */
function enrol(
  ids: Ids,
  classes: readonly ClassEntry[],
  families: readonly Family[],
  staff: readonly Teacher[],
  canonical: string,
  starts: string,
  building: Building,
): People {
  const students = new Map<Family['children'][number], Student>();
  const refused = new Set<number>();
  const lists = classes.map((cls, classIndex) => {
    const own = families
      .flatMap((family) => family.children.filter((child) => child.classIndex === classIndex))
      .sort(byName);
    return own.map((child): Student => {
      const { cameOn, leftOn, form } = child.story ?? {};
      const student: Student = {
        id: ids.next('person'),
        name: child.name,
        sex: child.sex,
        classIndex,
        from: cameOn === undefined ? starts : addDays(canonical, cameOn),
        to: leftOn === undefined ? null : addDays(canonical, leftOn),
        orderIn: orderIn(cls.grade, starts, cameOn === undefined ? null : addDays(canonical, cameOn - 3)),
        orderOut: leftOn === undefined ? null : `приказ № 214 от ${dotted(addDays(canonical, leftOn))}`,
        form: form ?? 'full',
      };
      if (child.story?.refused) refused.add(student.id);
      students.set(child, student);
      return student;
    });
  });

  const random = randomOf('guardians', building.seed);
  const guardians: Guardian[] = [];
  for (const family of families) {
    const children = family.children.flatMap((child) => students.get(child) ?? []);
    const paper = family.children.some((child) => child.story?.paper);
    const join = (person: Person, relation: string) =>
      guardians.push({ ...person, children: children.map((student) => ({ student, relation })), paper });
    const person = (name: Name, sex: Sex): Person => ({ id: ids.next('person'), name, sex });
    const told = STORY_PARENTS[family.key];
    if (told) {
      for (const parent of told) {
        const teacher = 'teacher' in parent ? staff.find((t) => t.name.family === parent.teacher) : null;
        if (teacher) join(teacher, parent.relation);
        else if ('name' in parent) join(person(nameOf(parent.name), parent.sex), parent.relation);
      }
      continue;
    }
    const both = random.chance(TWO_PARENTS);
    const alone = random.next();
    const own = random.chance(0.88) ? family.surname : anySurname(random);
    if (both || alone < 0.86) join(person(adultName(own, 'f', random), 'f'), 'мать');
    else if (alone < 0.93)
      join(person(adultName(anySurname(random), 'f', random), 'f'), random.chance(0.7) ? 'бабушка' : 'опекун');
    if (both || alone >= 0.93) join(person(adultName(family.surname, 'm', random, family.father), 'm'), 'отец');
  }
  return { classes: lists, guardians, refused };
}

const dotted = (date: string): string => date.split('-').reverse().join('.');
/** Newcomers have an order of their own; the rest were enrolled or moved up at the end of August. */
function orderIn(grade: number, starts: string, ordered: string | null): string {
  if (ordered) return `приказ № 209 от ${dotted(ordered)}`;
  const number = grade === 1 ? 64 : grade === 10 ? 66 : 65;
  return `приказ № ${number} от ${dotted(addDays(starts, grade === 1 ? -14 : -1))}`;
}
