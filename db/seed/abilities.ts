import { STORY_CLASS } from '#db/seed/classes.ts';
import type { Group, SchoolClass, Student } from '#db/seed/model.ts';
import { randomOf } from '#db/seed/random.ts';
import { STORY_MEANS, WEAK_CLASS } from '#db/seed/story.ts';
import { SUBJECTS } from '#db/seed/subjects.ts';
import type { WorkTypeKey } from '#db/seed/workTypes.ts';

/** Why marks are not dice: a student is able in general and in a subject, a class is strong or weak, a subject easy or hard. */

/** Above these marks of a work are 5, 4, 3: about a quarter, two fifths and a quarter in a middling class and subject; the rest is «2». */
const FIVE = 0.72;
const FOUR = -0.42;
const THREE = -1.42;
const NOISE = 0.68;

/** Spread of marks by cause; together with the noise about one. */
const GENERAL = 0.62;
const OWN = 0.36;
const OF_CLASS = 0.18;
/** Puts the weak class where §2.11 found a real one: «2» 19 %, «3» 37 %, «4» 27 %, «5» 17 %. */
const WEAKNESS = -0.6;

/** Easier kinds of work than a written test; oral answers are often given by those who volunteer. */
const EASE: Partial<Record<WorkTypeKey, number>> = {
  homework: 0.3,
  notebook: 0.5,
  answer: 0.2,
  classwork: 0.3,
  byHeart: 0.4,
  project: 0.5,
  report: 0.5,
  control: -0.15,
  dictation: -0.25,
};

const classLevel = (cls: SchoolClass): number =>
  cls.label === WEAK_CLASS ? WEAKNESS : OF_CLASS * randomOf('class', cls.id).normal() + (cls.grade <= 4 ? 0.25 : 0);

/** The mean of a student of the story in algebra turned back into his ability, for all his subjects. */
function storyAbility(student: Student): number | null {
  const mean = STORY_MEANS[student.name.family];
  return mean === undefined ? null : (mean - 4) * 1.15 + 0.2;
}

/** How able this student is in this group's subject: 0 is average. */
export function abilityIn(student: Student, group: Group): number {
  const own = OWN * randomOf('ability', student.id, group.subject).normal();
  const told = group.cls.label === STORY_CLASS ? storyAbility(student) : null;
  if (told !== null) return told + own / 2 + SUBJECTS[group.subject].level;
  const general = GENERAL * randomOf('ability', student.id).normal();
  return general + own + classLevel(group.cls) + SUBJECTS[group.subject].level;
}

/** The mark this ability earns for a work; `luck` is a normal number of the day. */
export function markFor(ability: number, type: WorkTypeKey, luck: number): number {
  const shown = ability + (EASE[type] ?? 0) + NOISE * luck;
  if (shown >= FIVE) return 5;
  if (shown >= FOUR) return 4;
  return shown >= THREE ? 3 : 2;
}
