import { staleView } from '#lib/contract/applyTools.ts';
import type { ProgrammeView } from '#lib/contract/diaryViews.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import { passedHours } from '#lib/domain/plans/programme.ts';

/** «Программа» of a family. Counters of its groups are told; what a topic or a row means for the sections of the subject that is
 *  open only the database counts, and the page is read anew. */
export function applyToProgramme(view: ProgrammeView, event: AppliedEvent): ProgrammeView {
  if (event.seq <= view.seq) return view;
  const open = (groupId: number) =>
    view.subjects.some((subject) => subject.id === view.chosen?.subjectId && subject.groupIds.includes(groupId));
  switch (event.name) {
    case 'plan.paced':
      return open(event.data.groupId) ? staleView(view) : withPace(view, event.data);
    case 'lesson.recorded':
      return event.data.change.field === 'topic' && open(event.data.groupId) ? staleView(view) : view;
    case 'lesson.changed':
      return open(event.data.groupId) ? staleView(view) : view;
    case 'plan.rows': {
      const subject = view.subjects.find((known) => known.plan?.id === event.data.planId);
      // Texts of lessons are not shown here; topics ahead are.
      const shown = view.programmeAhead || event.data.rows.length > 0 || event.data.removed.length > 0;
      return subject && subject.id === view.chosen?.subjectId && shown ? staleView(view) : view;
    }
    case 'settings.changed': {
      const { change } = event.data;
      return change.field === 'programmeAhead' && change.value !== view.programmeAhead ? staleView(view) : view;
    }
    default:
      return view;
  }
}

function withPace(view: ProgrammeView, { groupId, planId, pace }: EventData<'plan.paced'>): ProgrammeView {
  const at = view.subjects.findIndex((subject) => subject.groupIds.includes(groupId));
  const subject = view.subjects[at];
  if (!subject) return view;
  // Of two groups of one subject, after a change of subgroups, the page tells which is shown.
  if (subject.groupIds.length > 1) return staleView(view);
  const plan = pace && planId !== null ? { id: planId, groupId, total: pace.total, passed: passedHours(pace) } : null;
  return { ...view, subjects: view.subjects.with(at, { ...subject, plan }) };
}
