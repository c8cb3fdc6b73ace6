import { staleView } from '#lib/contract/applyTools.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { ProgrammeView } from '#lib/contract/views.ts';

/** «Программа» of a family. What a topic or a row means in hours only the database counts: the page is read anew when one of the
 *  child's groups has gone on, or the plan it follows has other hours or sections. */
export function applyToProgramme(view: ProgrammeView, event: AppliedEvent): ProgrammeView {
  if (event.seq <= view.seq) return view;
  const own = (groupId: number) => view.subjects.some((subject) => subject.groupIds.includes(groupId));
  switch (event.name) {
    case 'lesson.recorded':
      return event.data.change.field === 'topic' && own(event.data.groupId) ? staleView(view) : view;
    case 'lesson.changed':
      return own(event.data.groupId) ? staleView(view) : view;
    case 'plan.changed':
      // The group follows another plan from now on.
      return view.subjects.some(
        (subject) =>
          subject.plan?.id !== event.data.planId && subject.groupIds.some((id) => event.data.groupIds.includes(id)),
      )
        ? staleView(view)
        : view;
    case 'plan.rows': {
      const subject = view.subjects.find((known) => known.plan?.id === event.data.planId);
      // Texts of lessons are not shown here; topics ahead are.
      const shown = event.data.rows.some((row) => row.kind === 'section') || event.data.removed.length > 0;
      const ahead = view.programmeAhead && view.chosen?.subjectId === subject?.id;
      return subject?.plan && (shown || ahead || event.data.totals.hours !== subject.plan.total)
        ? staleView(view)
        : view;
    }
    case 'settings.changed': {
      const { change } = event.data;
      return change.field === 'programmeAhead' && change.value !== view.programmeAhead ? staleView(view) : view;
    }
    default:
      return view;
  }
}
