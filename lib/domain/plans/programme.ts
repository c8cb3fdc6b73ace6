/** How a family sees the passing of a programme (000 П2.5): sections with their hours, never whose lesson is late. */

/** A row of the plan in its order; `done`: hours of it that lessons have passed. */
export type ProgrammeRow = { kind: 'section' | 'lesson'; title: string; hours: number; done: number };
export type ProgrammeSection = { title: string; hours: number; passed: number };

/** Words for hours that stand before the first section. */
const NO_SECTION = 'Без раздела';

/** Sections of a plan with the hours passed of each; those without hours are headings only and left out. A row that took more
 *  lessons than planned counts as passed once. `unbound`: lessons that were filled without a row of the plan; they passed what
 *  comes first of the rest. */
export function programmeSections(rows: readonly ProgrammeRow[], unbound: number): ProgrammeSection[] {
  const sections: ProgrammeSection[] = [{ title: NO_SECTION, hours: 0, passed: 0 }];
  let loose = unbound;
  for (const row of rows) {
    if (row.kind === 'section') {
      sections.push({ title: row.title.trim() || NO_SECTION, hours: 0, passed: 0 });
      continue;
    }
    const own = sections.at(-1);
    if (!own) continue;
    const done = Math.min(row.hours, row.done);
    const more = Math.min(loose, row.hours - done);
    loose -= more;
    own.hours += row.hours;
    own.passed += done + more;
  }
  return sections.filter((section) => section.hours > 0);
}

/** The section that is being passed and the one after it. */
export function comingSections(sections: readonly ProgrammeSection[]): ProgrammeSection[] {
  // A topic that was skipped for now does not hold the class in its section.
  const last = sections.findLastIndex((section) => section.passed > 0);
  const running = last >= 0 && (sections[last]?.passed ?? 0) < (sections[last]?.hours ?? 0) ? last : last + 1;
  return sections.slice(running, running + 2);
}

/** Hours passed as a family reads them: lessons filled without a row of the plan count, more than the plan has does not. */
export const passedHours = (pace: { total: number; passed: number; unbound: number }): number =>
  Math.min(pace.total, pace.passed + pace.unbound);
