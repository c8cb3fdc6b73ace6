import { headAfter, noteAfter } from '#lib/contract/applyPlan.ts';
import { staleView } from '#lib/contract/applyTools.ts';
import { putType } from '#lib/contract/applyTypes.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import type { PlansView } from '#lib/contract/planView.ts';
import { withSetting } from '#lib/domain/settings.ts';

/** «КТП»: the base of plans. What the rows of a plan say is counted by the event. */
export function applyToPlans(view: PlansView, event: AppliedEvent): PlansView {
  switch (event.name) {
    case 'plan.changed':
      return putPlan(view, event.data, event);
    case 'plan.rows': {
      const { planId, totals, state, v, seq } = event.data;
      return withPlan(view, planId, (plan) =>
        seq <= plan.seq ? plan : { ...plan, seq, totals, ...(v > plan.v ? { state, v, ...noteAfter(state) } : {}) },
      );
    }
    case 'planRemark.changed': {
      const { planId, open } = event.data;
      if (event.seq <= view.seq) return view;
      return withPlan(view, planId, (plan) => (plan.remarks === open ? plan : { ...plan, remarks: open }));
    }
    case 'plan.paced': {
      const { groupId, pace } = event.data;
      const at = view.groups.findIndex((group) => group.id === groupId);
      const group = view.groups[at];
      if (!group || event.seq <= view.seq) return view;
      return {
        ...view,
        groups: view.groups.with(at, {
          ...group,
          ...{ lag: pace?.lag ?? null, passed: pace ? pace.passed + pace.unbound : 0 },
        }),
      };
    }
    case 'controlWork.changed': {
      // From which day to which it went is not told: how many are ahead is counted anew.
      const known = view.groups.some(({ id, scheduled }) => id === event.data.groupId && scheduled !== null);
      return known && event.seq > view.seq ? staleView(view) : view;
    }
    case 'workType.changed': {
      const workTypes = putType(view.workTypes, event.data.type);
      return workTypes === view.workTypes ? view : { ...view, workTypes };
    }
    case 'settings.changed':
      return { ...view, rules: withSetting(view.rules, event.data.change) };
    default:
      return view;
  }
}

type Listed = PlansView['plans'][number];
function withPlan(view: PlansView, planId: number, change: (plan: Listed) => Listed): PlansView {
  const at = view.plans.findIndex((plan) => plan.id === planId);
  const plan = view.plans[at];
  if (!plan) return view;
  const next = change(plan);
  return next === plan ? view : { ...view, plans: view.plans.with(at, next) };
}

function putPlan(view: PlansView, data: EventData<'plan.changed'>, event: AppliedEvent): PlansView {
  const known = view.plans.some((plan) => plan.id === data.planId);
  // A new one has its place by the alphabet of subjects, which the database knows.
  if (!known) return event.seq > view.seq ? staleView(view) : view;
  return withPlan(view, data.planId, (plan) => {
    const head = headAfter(plan, event);
    return head === plan ? plan : { ...head, groupIds: data.groupIds };
  });
}
