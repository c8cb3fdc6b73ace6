import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import { type ControlEntry, entriesOf } from '#lib/domain/controlWorks.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** «График оценочных процедур» as schools publish it: rows are classes, columns subjects, in a cell the dates with their level. */

export type Schedule = { grade: number; subjects: string[]; rows: { label: string; cells: string[] }[] };

const LEVEL_SIGNS = { school: '', region: ' (Р)', federal: ' (Ф)' } as const;

/** The entries of one class and subject in words; both subgroups on one day are one assessment. */
function cellText(entries: readonly ControlEntry[]): string {
  const dates = new Map<string, string>();
  for (const entry of entries) dates.set(entry.date, `${dayMonth(entry.date)}${LEVEL_SIGNS[entry.level]}`);
  return [...dates.values()].join(', ');
}

/** The schedule of a parallel between two days, both included. Subjects without a work are left out. */
export function scheduleOf(
  view: Pick<ControlWorksView, 'grade' | 'classes' | 'groups' | 'plans' | 'works' | 'lessons'>,
  span: { starts: string; ends: string },
): Schedule {
  const entries = entriesOf(view).filter((entry) => span.starts <= entry.date && entry.date <= span.ends);
  const subjects = [...new Set(entries.map((entry) => entry.subject))].sort((a, b) => a.localeCompare(b, 'ru'));
  return {
    grade: view.grade,
    subjects,
    rows: view.classes.map((cls) => ({
      label: cls.label,
      cells: subjects.map((subject) =>
        cellText(entries.filter((entry) => entry.classId === cls.id && entry.subject === subject)),
      ),
    })),
  };
}

/** The spans a schedule is published for: the parallel's periods, and the year. */
export function spansOf(
  view: Pick<ControlWorksView, 'classes' | 'year'>,
): { key: string; label: string; starts: string; ends: string }[] {
  const periods = view.classes[0]?.periods ?? [];
  return [
    ...periods.map((period, at) => ({ key: String(at + 1), ...period })),
    { key: 'year', label: 'Учебный год', ...view.year },
  ];
}
