import type { PlanView } from '#lib/contract/planView.ts';

/** What the import of a plan looks at: the plan as it stands, and which of its rows lessons have passed. */
export type PlanImportPage = Pick<PlanView, 'plan' | 'rows' | 'workTypes' | 'groups'> & {
  mayWrite: boolean;
  passed: string[];
};
