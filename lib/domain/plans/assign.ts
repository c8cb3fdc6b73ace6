/** Which lesson passes which row of its group's plan (001 3.2.1, ux «Topic and homework»). Lessons that are filled, or that a teacher
 *  has decided about, are facts and stay; the hours that are left go one by one, in the plan's order, to the lessons that are
 *  left, in the order of the timetable. So a lesson that is lost, cancelled or moved shifts the rest by itself.
 *  The database says the same by sets (plan_redraft in db/migrations/0017_plan_lessons.sql); a test compares the two. */

/** A row that lessons pass, in the plan's order; sections are not among them. */
export type AssignRow = { id: string; hours: number };
/** Hours of each row that a lesson passes; a merged lesson passes several. */
export type Passed = readonly { row: string; hours: number }[];
export type AssignLesson = {
  id: number;
  date: string;
  number: number;
  cancelled: boolean;
  /** Its topic is confirmed: it is filled. */
  filled: boolean;
  /** Its homework is given, or «не задано». */
  homework: boolean;
  /** What was said of it: the rows it passes, or that it passes none. Null: nothing was said. */
  said: 'rows' | 'repeat' | 'lost' | null;
  passed: Passed;
};
/** What a lesson that is not filled will pass. `hour`: which of the row's, from 1; `place`: which of the plan's, 0 when it was decided. */
export type Draft = { row: string; hour: number; place: number };

const inTime = (a: { date: string; number: number; id: number }, b: typeof a): number =>
  a.date !== b.date ? (a.date < b.date ? -1 : 1) : a.number - b.number || a.id - b.id;

/** Hours of each row that lessons have passed already, or are decided to. A cancelled lesson passes nothing. */
export function hoursPassed(lessons: readonly Pick<AssignLesson, 'passed' | 'cancelled'>[]): Map<string, number> {
  const hours = new Map<string, number>();
  for (const { passed } of lessons.filter(({ cancelled }) => !cancelled))
    for (const { row, hours: more } of passed) hours.set(row, (hours.get(row) ?? 0) + more);
  return hours;
}

/** The hours of the plan that no lesson passes yet, one by one. */
export function hoursLeft(rows: readonly AssignRow[], passed: ReadonlyMap<string, number>): Draft[] {
  let before = 0;
  return rows.flatMap(({ id, hours }) => {
    const [from, start] = [passed.get(id) ?? 0, before];
    before += hours;
    return Array.from({ length: Math.max(0, hours - from) }, (_, n) => {
      const hour = from + n + 1;
      return { row: id, hour, place: start + hour };
    });
  });
}

/** Rows of another plan, which the group followed before, decide nothing in this one: they are not among `passed`. */
const isDecided = ({ said, passed }: AssignLesson): boolean => said === 'rows' && passed.length > 0;
const isOpen = (lesson: AssignLesson): boolean =>
  lesson.said === null || (lesson.said === 'rows' && !isDecided(lesson));

/** Drafts of the lessons that are not filled, in topic or homework: what was decided or passed, and for the others the next hour of the plan. A lesson
 *  behind the plan's last hour has none. */
export function assign(rows: readonly AssignRow[], lessons: readonly AssignLesson[]): Map<number, Draft[]> {
  const left = hoursLeft(rows, hoursPassed(lessons));
  const unfilled = lessons.filter((lesson) => !lesson.cancelled && !(lesson.filled && lesson.homework));
  const drafts = new Map<number, Draft[]>();
  for (const { id, passed } of unfilled.filter(isDecided))
    drafts.set(
      id,
      passed.map(({ row }) => ({ row, hour: 1, place: 0 })),
    );
  const open = unfilled.filter((lesson) => !lesson.filled && isOpen(lesson)).sort(inTime);
  for (const [at, { id }] of open.entries()) {
    const hour = left[at];
    if (hour) drafts.set(id, [hour]);
  }
  return drafts;
}
