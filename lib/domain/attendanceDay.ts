import { addDays } from '#lib/domain/time.ts';

/** What «Журнал дня» shows and counts. */

/** Documents and reports that ended longer ago are found in the student's registry, days. */
const PAPERS_BACK = 30;
/** The first last day of the documents and reports that a day's page holds: those of the day itself and of the last weeks. */
export const papersFrom = (view: { date: string; today: string }): string =>
  addDays(view.date < view.today ? view.date : view.today, -PAPERS_BACK);
export const isShownPaper = (view: { date: string; today: string }, paper: { ends: string }): boolean =>
  paper.ends >= papersFrom(view);
