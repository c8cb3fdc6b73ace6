/** A thematic plan as a whole (КТП, 001 3.2.1): what it is called and whom it serves. */

/** Groups one plan may serve: a parallel with its subgroups lies well below. */
export const PLAN_GROUPS = 60;
/** Letters of the name that tells two plans of one subject and grade apart. */
export const PLAN_NAME = 60;

/** «Алгебра, 8 класс» or «Алгебра, 10 класс · профильная группа». */
export const planTitle = (plan: { subject: string; grade: number; name: string }): string =>
  `${plan.subject}, ${plan.grade} класс${plan.name ? ` · ${plan.name}` : ''}`;
