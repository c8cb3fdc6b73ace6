import type { SubjectKey } from '#db/seed/subjects.ts';

/** Weekly hours by grade, in hundredths: the ceilings of a 5-day week, hours of the 2025 federal programmes.
 *  «Разговоры о важном» stand outside the curriculum and its ceiling; they have a group and a lesson all the same. */

export type Profile = 'general' | 'engineering' | 'humanities';
type Hours = Partial<Record<SubjectKey, number>>;

/** The 5-day ceiling of each grade, hours a week; what lib's rules and the tests of the seed compare with. */
export const WEEKLY_CEILING: readonly number[] = [0, 21, 23, 23, 23, 29, 30, 32, 33, 33, 34, 34];
/** Lessons a class may have in a day, by grade, «Разговоры о важном» not counted; grade 1 has a fifth lesson once a week. */
export const DAILY_LIMIT: readonly number[] = [0, 5, 5, 5, 5, 6, 6, 7, 7, 7, 7, 7];

const PRIMARY: Hours = { rus: 5, read: 4, eng: 2, math: 4, world: 2, art: 1, mus: 1, craft: 1, pe: 3 };
const MIDDLE: Hours = {
  rus: 5,
  lit: 3,
  eng: 3,
  math: 5,
  hist: 3,
  geo: 1,
  bio: 1,
  culture: 1,
  art: 1,
  mus: 1,
  craft: 2,
  pe: 3,
};
const SENIOR: Hours = { eng: 3, alg: 3, geom: 2, stat: 1, inf: 1, hist: 3, geo: 2, bio: 2, phys: 2, pe: 3 };
const UPPER: Hours = {
  rus: 2,
  lit: 3,
  eng: 3,
  stat: 1,
  inf: 1,
  hist: 2,
  soc: 2,
  geo: 1,
  phys: 2,
  chem: 1,
  bio: 1,
  pe: 2,
  safe: 1,
};

const GENERAL: Readonly<Record<number, Hours>> = {
  1: { ...PRIMARY, eng: 0 },
  2: PRIMARY,
  3: PRIMARY,
  4: { ...PRIMARY, orkse: 1, pe: 2 },
  5: MIDDLE,
  6: { ...MIDDLE, rus: 6 },
  7: { ...SENIOR, rus: 4, lit: 2, bio: 1, art: 1, mus: 1, craft: 2, culture: 0.5, finance: 0.5 },
  8: { ...SENIOR, rus: 4, lit: 2, chem: 2, mus: 1, safe: 1, craft: 1 },
  9: { ...SENIOR, rus: 3, lit: 3, hist: 2.5, finance: 0.5, soc: 1, phys: 3, chem: 2, safe: 1, craft: 1, pe: 2 },
};
const PROFILES: Readonly<Record<string, Hours>> = {
  '10:engineering': { ...UPPER, calc: 4, geom: 3, phys: 5, inf: 2, project: 1 },
  '10:humanities': { ...UPPER, calc: 2, geom: 2, rus: 3, hist: 4, soc: 4, geo: 3, project: 1 },
  '11:engineering': { ...UPPER, calc: 4, geom: 3, phys: 5, inf: 2, pe: 3 },
  '11:humanities': { ...UPPER, calc: 3, geom: 1, rus: 3, hist: 4, soc: 4, geo: 3, pe: 3 },
};

/** Subject → hundredths of an hour a week, without the extracurricular «Разговоры о важном». */
export function hoursOf(grade: number, profile: Profile): [SubjectKey, number][] {
  const plan = grade < 10 ? GENERAL[grade] : PROFILES[`${grade}:${profile}`];
  if (!plan) throw new Error(`No curriculum for grade ${grade}, profile ${profile}.`);
  return (Object.entries(plan) as [SubjectKey, number][])
    .filter(([, hours]) => hours > 0)
    .map(([subject, hours]) => [subject, Math.round(hours * 100)]);
}

/** Into how many subgroups a class of this size splits for a subject: at 25 students and more. */
export function subgroupsOf(subject: SubjectKey, grade: number, students: number): 1 | 2 {
  if (subject === 'craft' && grade >= 5) return 2;
  if (students < 25) return 1;
  return (subject === 'eng' && grade >= 2) || (subject === 'inf' && grade >= 7) ? 2 : 1;
}
