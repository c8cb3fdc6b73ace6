import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** The plan as its sections: which rows are whose, their hours, the numbers of the lessons. */

type Outlined = Pick<PlanRow, 'id' | 'kind' | 'hours'>;
export type Section = {
  /** Index of its own row; null: lessons before the first section. */
  at: number | null;
  /** Rows of its lessons: from, up to and without `to`. */
  from: number;
  to: number;
  hours: number;
  lessons: number;
};

/** The end of the section that a row lies in: the index of the next section, or of the plan's end. */
export function sectionEnd(rows: readonly Pick<PlanRow, 'kind'>[], at: number): number {
  let end = at + 1;
  while (end < rows.length && rows[end]?.kind !== 'section') end += 1;
  return end;
}

export function sectionsOf(rows: readonly Outlined[]): Section[] {
  const sections: Section[] = [];
  let open: Section = { at: null, from: 0, to: 0, hours: 0, lessons: 0 };
  rows.forEach((row, i) => {
    if (row.kind === 'section') {
      if (open.at !== null || open.to > open.from) sections.push(open);
      open = { at: i, from: i + 1, to: i + 1, hours: 0, lessons: 0 };
    } else {
      open.to = i + 1;
      open.hours += row.hours;
      open.lessons += 1;
    }
  });
  if (open.at !== null || open.to > open.from) sections.push(open);
  return sections;
}

/** Numbers of the lessons in their order, as the remarks and versions of a plan name them; sections have none. */
export function lessonNumbers(rows: readonly Pick<PlanRow, 'kind'>[]): (number | null)[] {
  let passed = 0;
  return rows.map((row) => {
    if (row.kind === 'section') return null;
    passed += 1;
    return passed;
  });
}
