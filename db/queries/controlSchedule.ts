import { controlWorksPage } from '#db/queries/controlWorksPage.ts';
import { type Sql, sql } from '#db/sql.ts';
import { type Schedule, scheduleOf, spansOf } from '#lib/domain/controlSchedule.ts';
import type { Actor } from '#lib/policy.ts';

export type SchedulePage = {
  today: string;
  school: string;
  grade: number | null;
  grades: number[];
  span: { key: string; label: string; starts: string; ends: string };
  spans: { key: string; label: string }[];
  parts: Schedule[];
};

/** «График оценочных процедур» of a parallel, or of the whole school (`grade` null), for a period or the year; null for those
 *  who may not read it. Asked for seldom: a parallel after another, each in its own snapshot. */
export async function controlSchedule(
  actor: Actor,
  asked: { grade: number | null | undefined; span: string | undefined },
  db: Sql = sql(),
): Promise<SchedulePage | null> {
  const first = await controlWorksPage(actor, { grade: asked.grade ?? undefined }, db);
  if (!first) return null;
  const grade = asked.grade === null ? null : first.grade;
  const views = [first];
  if (grade === null) {
    views.length = 0;
    for (const one of first.grades) {
      const view = await controlWorksPage(actor, { grade: one }, db);
      if (view) views.push(view);
    }
  }
  const spanFor = (view: typeof first) => {
    const spans = spansOf(view);
    const running = spans.find((own) => own.key !== 'year' && own.starts <= view.today && view.today <= own.ends);
    const found = spans.find((own) => own.key === asked.span) ?? running ?? spans.at(-1);
    return found ?? { key: 'year', label: 'Учебный год', ...view.year };
  };
  const span = spanFor(first);
  return {
    today: first.today,
    school: actor.school.name,
    grade,
    grades: first.grades,
    span,
    spans: spansOf(first).map(({ key, label }) => ({ key, label })),
    // Grades 10–11 count by half-years: the school's sheet is of the same days for all.
    parts: views.map((view) => scheduleOf(view, span)),
  };
}
