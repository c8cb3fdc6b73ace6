import { byKeys, put, staleView } from '#lib/contract/applyTools.ts';
import { putType } from '#lib/contract/applyTypes.ts';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { ControlHeld, ControlPlan } from '#lib/domain/controlWorks.ts';
import { withSetting } from '#lib/domain/settings.ts';

/** What the calendar, the journal and the diary take alike: plans and the journals' control works, by id. */

const byDay = (a: { date: string; id: number }, b: { date: string; id: number }): boolean =>
  a.date !== b.date ? a.date < b.date : a.id < b.id;

export const planOf = ({ classId: _, ...plan }: EventData<'controlWork.changed'>): ControlPlan => plan;

/** The list with this plan in its place; the same list when a newer state is known. `shown`: whether this list holds it. */
export function putPlan(plans: ControlPlan[], plan: ControlPlan, shown: boolean): ControlPlan[] {
  const old = plans.find((other) => other.id === plan.id);
  if (old && old.v >= plan.v) return plans;
  const others = old ? plans.filter((other) => other !== old) : plans;
  if (!shown) return others;
  return put(others, plan, () => false, byDay);
}

type WorkEvent = Extract<AppliedEvent, { name: 'work.added' | 'work.changed' }>['data'];
/** The control works with this work of a journal: there, changed, or no control work any more. */
export function putHeld(
  works: ControlHeld[],
  { work, groupId, lessonId, date }: WorkEvent,
  types: readonly WorkTypeRef[],
  shown: boolean,
): ControlHeld[] {
  const old = works.find((other) => other.id === work.id);
  if (old && old.v >= work.v) return works;
  const others = old ? works.filter((other) => other !== old) : works;
  const control = types.find((type) => type.id === work.typeId)?.control ?? false;
  if (!control || !shown) return others;
  const held: ControlHeld = {
    ...{ id: work.id, groupId, lessonId, date, typeId: work.typeId, name: work.name, v: work.v },
    cancelled: old?.cancelled ?? false,
  };
  return put(
    others,
    held,
    () => false,
    byKeys<ControlHeld>(
      (w) => Date.parse(w.date),
      (w) => w.id,
    ),
  );
}

type Moved = Extract<AppliedEvent, { name: 'lesson.changed' }>['data'];
/** A lesson that is moved takes its plan and its works along. */
export const movedPlans = (plans: ControlPlan[], { lessonId, date, number }: Moved): ControlPlan[] =>
  plans.some((plan) => plan.lessonId === lessonId && !plan.cancelled)
    ? plans
        .map((plan) => (plan.lessonId === lessonId && !plan.cancelled ? { ...plan, date, number } : plan))
        .sort((a, b) => Number(byDay(b, a)) - Number(byDay(a, b)))
    : plans;
export const movedHeld = (works: ControlHeld[], { lessonId, date, status }: Moved): ControlHeld[] =>
  works.some((work) => work.lessonId === lessonId)
    ? works
        .map((work) => (work.lessonId === lessonId ? { ...work, date, cancelled: status === 'cancelled' } : work))
        .sort((a, b) => Number(byDay(b, a)) - Number(byDay(a, b)))
    : works;

type Lesson = ControlWorksView['lessons'][number];
const lessonsInOrder = byKeys<Lesson>(
  (lesson) => Date.parse(lesson.date),
  (lesson) => lesson.number,
  (lesson) => lesson.id,
);
function moveLesson(view: ControlWorksView, data: Moved): ControlWorksView {
  const { lessonId, classId, date, number, status, from } = data;
  const placed = date !== from.date || number !== from.number || status !== from.status;
  if (!placed || !view.classes.some((cls) => cls.id === classId)) return view;
  const within = view.from <= date && date <= view.to;
  const old = view.lessons.find((lesson) => lesson.id === lessonId);
  // It comes from a month that is not shown.
  if (!old && within) return staleView(view);
  const others = view.lessons.filter((lesson) => lesson !== old);
  const next = old && { ...old, date, number, cancelled: status === 'cancelled' };
  return {
    ...view,
    lessons: next && within ? put(others, next, () => false, lessonsInOrder) : others,
    plans: movedPlans(view.plans, data),
    works: movedHeld(view.works, data),
  };
}

/** «Контрольные работы». */
export function applyToControlWorks(view: ControlWorksView, event: AppliedEvent): ControlWorksView {
  switch (event.name) {
    case 'controlWork.changed': {
      if (!view.groups.some((group) => group.id === event.data.groupId)) return view;
      const plans = putPlan(view.plans, planOf(event.data), true);
      return plans === view.plans ? view : { ...view, plans };
    }
    case 'work.added':
    case 'work.changed': {
      if (!view.groups.some((group) => group.id === event.data.groupId)) return view;
      const { date } = event.data;
      const shown = view.year.starts <= date && date <= view.year.ends;
      const works = putHeld(view.works, event.data, view.workTypes, shown);
      return works === view.works ? view : { ...view, works };
    }
    case 'lesson.changed':
      return moveLesson(view, event.data);
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
