/** Bells of the demo school. Grade 1 has lessons of 35 minutes and a long pause after the second. */

export type BellSet = { name: string; bells: readonly (readonly [starts: string, ends: string])[] };

export const ORDINARY: BellSet = {
  name: 'Обычный день',
  bells: [
    ['08:30', '09:15'],
    ['09:25', '10:10'],
    ['10:30', '11:15'],
    ['11:35', '12:20'],
    ['12:30', '13:15'],
    ['13:25', '14:10'],
    ['14:20', '15:05'],
    ['15:15', '16:00'],
  ],
};
export const FIRST_GRADE: BellSet = {
  name: '1 класс',
  bells: [
    ['08:30', '09:05'],
    ['09:15', '09:50'],
    ['10:30', '11:05'],
    ['11:15', '11:50'],
    ['12:00', '12:35'],
  ],
};
export const SHORTENED: BellSet = {
  name: 'Сокращённый день',
  bells: [
    ['08:30', '09:00'],
    ['09:10', '09:40'],
    ['09:50', '10:20'],
    ['10:40', '11:10'],
    ['11:20', '11:50'],
    ['12:00', '12:30'],
    ['12:40', '13:10'],
    ['13:20', '13:50'],
  ],
};
/** In the order of their rows. */
export const BELL_SETS: readonly BellSet[] = [ORDINARY, FIRST_GRADE, SHORTENED];
export const bellSetOf = (grade: number): BellSet => (grade === 1 ? FIRST_GRADE : ORDINARY);

/** Minutes from midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const MINUTES = new Map(
  BELL_SETS.map((set) => [
    set,
    set.bells.map(([starts, ends]) => ({ starts: minutesOf(starts), ends: minutesOf(ends) })),
  ]),
);
/** Start and end of a lesson by its number, in minutes from midnight of the school's zone. */
export function lessonMinutes(grade: number, number: number): { starts: number; ends: number } {
  const bell = MINUTES.get(bellSetOf(grade))?.[number - 1];
  if (!bell) throw new Error(`Grade ${grade} has no bell for lesson ${number}.`);
  return bell;
}
