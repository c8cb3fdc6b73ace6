import type { Profile } from '#db/seed/curriculum.ts';

/** The 35 classes: the letters of each grade as the school really has them. */

export type ClassEntry = { grade: number; letter: string; profile: Profile; size: number };

const LETTERS: readonly string[] = ['', 'АБИЭ', 'АБВ', 'АБВ', 'АБВ', 'АБВГ', 'АБВ', 'АБВГ', 'АБВ', 'АБВГ', 'АБ', 'АБ'];
/** Students listed, in turn: 25 to 28, about 910 in all. */
const SIZES = [26, 25, 27, 26, 25, 28, 26, 25, 26, 26];
export const STORY_CLASS = '8Б';
const STORY_SIZE = 26;

/** The classes of a building in order. Buildings after the first put their number behind the letter: «8Б2». */
export function classEntries(building: number): ClassEntry[] {
  const suffix = building === 0 ? '' : String(building + 1);
  return LETTERS.flatMap((letters, grade) =>
    [...letters].map((letter, at) => ({
      grade,
      letter: letter + suffix,
      profile: grade < 10 ? 'general' : at === 0 ? 'engineering' : 'humanities',
      size: `${grade}${letter}` === STORY_CLASS ? STORY_SIZE : (SIZES[(grade * 3 + at * 7) % SIZES.length] ?? 26),
    })),
  );
}
