/** A thematic plan as a whole (КТП, 001 3.2.1): its states and limits. */

/** черновик → на проверке → утверждён (n) → правки → на проверке → утверждён (n+1). */
export const PLAN_STATES = ['draft', 'review', 'approved', 'changed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];
export const PLAN_STATE_LABELS: Record<PlanState, string> = {
  draft: 'черновик',
  review: 'на проверке',
  approved: 'утверждён',
  changed: 'с изменениями',
};

/** Groups one plan may serve: a parallel with its subgroups lies well below. */
export const PLAN_GROUPS = 60;
/** Letters of the name that tells two plans of one subject and grade apart. */
export const PLAN_NAME = 60;

/** «Алгебра, 8 класс» or «Алгебра, 10 класс · профильная группа». */
export const planTitle = (plan: { subject: string; grade: number; name: string }): string =>
  `${plan.subject}, ${plan.grade} класс${plan.name ? ` · ${plan.name}` : ''}`;
