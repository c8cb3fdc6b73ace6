/** Whom a day off is for; both null: the whole school. */
export type OffFor = { grades: number[] | null; classIds: number[] | null };

/** Whether a day off is class `cls`'s: some are those of some grades or classes only. Null, several classes or none: the whole
 *  school's alone are. db/timetable/days.ts offConcerns says the same in SQL (a test compares). */
export const concerns = ({ grades, classIds }: OffFor, cls: { id: number; grade: number } | null): boolean =>
  (grades === null && classIds === null) ||
  (cls !== null && ((grades?.includes(cls.grade) ?? false) || (classIds?.includes(cls.id) ?? false)));
