import { dayIn } from '#lib/domain/time.ts';

/** The life of a plan: черновик → на проверке → утверждён (n) → правки → на проверке → утверждён (n + 1). */

export const PLAN_STATES = ['draft', 'review', 'approved', 'changed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];
export const PLAN_STATE_LABELS: Record<PlanState, string> = {
  draft: 'Черновик',
  review: 'На проверке',
  approved: 'Утверждён',
  changed: 'С изменениями',
};

export const VERSION_KINDS = ['auto', 'named', 'submitted', 'approved', 'imported', 'restored'] as const;

/** Characters of a version's name, and of why a plan is returned. */
export const VERSION_NAME = 80;
export const RETURN_REASON = 1000;

/** Why a plan cannot be sent for review; null: it can. */
export function submitProblem(plan: { state: PlanState; lessons: number }): string | null {
  if (plan.state === 'approved') return 'План утверждён и с тех пор не менялся: проверять нечего.';
  if (plan.lessons === 0) return 'В плане нет ни одного урока: отправлять на проверку нечего.';
  return null;
}
/** Why it cannot be approved or returned; null: it can. */
export const reviewProblem = (state: PlanState): string | null =>
  state === 'review' ? null : 'План не на проверке: его ещё не отправили или уже решили.';
/** Why its authors cannot take it back; null: they can. */
export const withdrawProblem = (state: PlanState): string | null =>
  state === 'review' ? null : 'План не на проверке: отзывать нечего.';
/** What a returned plan is again: its corrections stay in force for lessons not yet held. */
export const returnedState = (approved: number): PlanState => (approved > 0 ? 'changed' : 'draft');
/** The state behind a change of the rows. A draft and a plan in review stay what they are. */
export function stateAfterEdit(state: PlanState, differs: boolean): PlanState {
  if (state === 'approved' && differs) return 'changed';
  return state === 'changed' && !differs ? 'approved' : state;
}

/** Who has been typing into a plan: `from` the first, `last` the last change (ISO), `by` its author. */
export type Sitting = { authors: number[]; from: string; last: string; by: { id: number; name: string } };
/** A sitting is kept as a version after this long at the latest, minutes. */
const SITTING_MINUTES = 30;

/** The sitting behind a change by `by`, and whether the rows as they stood before it are kept as a version of the sitting before.
 *  Two who type by turns are in one sitting: each is a new author once, so that a plan has at most one version for an author
 *  and half an hour, however fast they alternate. */
export function sitDown(
  sitting: Sitting | null,
  by: Sitting['by'],
  now: Date,
  tz: string,
): { sitting: Sitting; keep: { by: Sitting['by']; at: string } | null } {
  const at = now.toISOString();
  if (!sitting) return { sitting: { authors: [by.id], from: at, last: at, by }, keep: null };
  const old = now.getTime() - Date.parse(sitting.from) > SITTING_MINUTES * 60_000;
  const otherDay = dayIn(now, tz) !== dayIn(new Date(sitting.last), tz);
  const keep = { by: sitting.by, at: sitting.last };
  if (old || otherDay) return { sitting: { authors: [by.id], from: at, last: at, by }, keep };
  if (sitting.authors.includes(by.id)) return { sitting: { ...sitting, last: at, by }, keep: null };
  return { sitting: { ...sitting, authors: [...sitting.authors, by.id], last: at, by }, keep };
}
