import { staleView } from '#lib/contract/applyTools.ts';
import { putType } from '#lib/contract/applyTypes.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import { headsKept, type PlanRemark, type PlanVersionHead } from '#lib/contract/planLife.ts';
import type { PlanHead, PlanView, PlanViewRow } from '#lib/contract/planView.ts';
import { NO_CHANGES } from '#lib/domain/plans/compare.ts';
import { comparePlanRows } from '#lib/domain/plans/rows.ts';

type Rows = EventData<'plan.rows'>;
/** What a plan says of itself after an event; an older one changes nothing. */
export function headAfter<H extends PlanHead>(head: H, event: AppliedEvent): H {
  if (event.name !== 'plan.changed' || event.data.v <= head.v) return head;
  const { name, state, approved, approvedAt, note, totals, v } = event.data;
  return { ...head, name, state, approved, approvedAt, note, totals, v };
}

/** One plan, as its readers see it. */
export function applyToPlan(view: PlanView, event: AppliedEvent): PlanView {
  switch (event.name) {
    case 'plan.changed': {
      if (event.data.planId !== view.plan.id) return view;
      // Which groups it serves brings names and hours that the event does not tell.
      const served =
        event.data.groupIds.join() ===
        view.groups
          .map((group) => group.id)
          .sort(byNumber)
          .join();
      if (!served) return staleView(view);
      const plan = headAfter(view.plan, event);
      if (plan === view.plan) return view;
      // What was approved is what stands.
      const changes = plan.approved > view.plan.approved ? NO_CHANGES : view.changes;
      return { ...view, plan, changes };
    }
    case 'plan.rows':
      return event.data.planId === view.plan.id && event.data.seq > view.plan.seq ? withRows(view, event.data) : view;
    case 'plan.versioned':
      return event.data.planId === view.plan.id
        ? { ...view, versions: withVersions(view.versions, [event.data.version]) }
        : view;
    case 'planRemark.changed':
      return event.data.planId === view.plan.id
        ? { ...view, remarks: withRemark(view.remarks, event.data.remark) }
        : view;
    // Which lesson passes which row is one question over all lessons of the year: it is asked anew.
    case 'plan.drafts':
    case 'lesson.passed':
      return event.seq > view.seq && view.groups.some(({ id }) => id === event.data.groupId) ? staleView(view) : view;
    case 'lesson.changed': {
      const { groupId, date, number, status, from } = event.data;
      const placed = date !== from.date || number !== from.number || status !== from.status;
      const own = view.groups.some(({ id }) => id === groupId);
      return event.seq > view.seq && placed && own ? staleView(view) : view;
    }
    case 'plan.paced': {
      const { groupId, planId, pace } = event.data;
      const at = view.pace.findIndex((own) => own.groupId === groupId);
      if (event.seq <= view.seq || planId !== view.plan.id || !pace || at < 0) return view;
      return { ...view, pace: view.pace.with(at, { groupId, ...pace }) };
    }
    case 'workType.changed': {
      const workTypes = putType(view.workTypes, event.data.type);
      return workTypes === view.workTypes ? view : { ...view, workTypes };
    }
    default:
      return view;
  }
}
const byNumber = (a: number, b: number): number => a - b;

function withRows(view: PlanView, data: Rows): PlanView {
  const gone = new Set([...data.removed, ...data.rows.map((row) => row.id)]);
  const rows = [...view.rows.filter((row) => !gone.has(row.id)), ...data.rows].sort(comparePlanRows);
  const writers = new Set(rows.flatMap((row) => Object.values(row.authors).map(([id]) => id)));
  const known = view.people.filter((person) => data.people.every((other) => other.id !== person.id));
  const { seq, totals, state, v, changes } = data;
  return {
    ...view,
    changes,
    versions: withVersions(view.versions, data.versions),
    plan: { ...view.plan, seq, totals, ...(v > view.plan.v ? { state, v, ...noteAfter(state) } : {}) },
    people: [...known, ...data.people].filter((person) => writers.has(person.id)).sort((a, b) => a.id - b.id),
    rows: rows.map((row, at): PlanViewRow => (row.position === at + 1 ? row : { ...row, position: at + 1 })),
  };
}

/** Corrections that were taken back leave nothing to put right. */
export const noteAfter = (state: PlanHead['state']): { note?: null } => (state === 'approved' ? { note: null } : {});

function withVersions(heads: PlanVersionHead[], kept: readonly PlanVersionHead[]): PlanVersionHead[] {
  const fresh = kept.filter((head) => heads.every((known) => known.number !== head.number));
  return fresh.length === 0 ? heads : headsKept([...heads, ...fresh].sort((a, b) => a.number - b.number));
}

/** The view holds what is open: a remark that is settled goes with its answers. */
function withRemark(remarks: PlanRemark[], remark: PlanRemark): PlanRemark[] {
  const others = remarks.filter((other) => other.id !== remark.id);
  if (remark.state !== 'open') return others.filter((other) => other.parentId !== remark.id);
  return [...others, remark].sort((a, b) => a.id - b.id);
}
