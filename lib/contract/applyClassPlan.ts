import { put } from '#lib/contract/applyTools.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { ClassPlanEntry } from '#lib/domain/classPlan.ts';

const inOrder = (a: ClassPlanEntry, b: ClassPlanEntry): boolean => (a.date !== b.date ? a.date < b.date : a.id < b.id);

/** «План внеурочных занятий с классом». */
export function applyToClassPlan(view: ClassPlanView, event: AppliedEvent): ClassPlanView {
  if (event.name !== 'classPlan.changed' || event.data.classId !== view.class.id) return view;
  const { classId: _, removed, ...entry } = event.data;
  const old = view.entries.find((other) => other.id === entry.id);
  // One that is not shown may have been taken away by something newer: only the log's order tells.
  if (old ? old.v >= entry.v : event.seq <= view.seq) return view;
  const others = old ? view.entries.filter((other) => other !== old) : view.entries;
  return { ...view, entries: removed ? others : put(others, entry, () => false, inOrder) };
}
