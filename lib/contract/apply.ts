import { applyToAbsences } from '#lib/contract/applyAbsences.ts';
import { applyToAttendance } from '#lib/contract/applyAttendance.ts';
import { applyToClassPlan } from '#lib/contract/applyClassPlan.ts';
import { applyToControlWorks } from '#lib/contract/applyControlWorks.ts';
import { applyToDiary } from '#lib/contract/applyDiary.ts';
import { applyToDraft } from '#lib/contract/applyDraft.ts';
import { applyToHomeworkVolume } from '#lib/contract/applyHomeworkVolume.ts';
import { applyToJournal } from '#lib/contract/applyJournal.ts';
import { applyToMarks, applyToResults } from '#lib/contract/applyMarks.ts';
import { applyToMyDay } from '#lib/contract/applyMyDay.ts';
import { applyToPlan } from '#lib/contract/applyPlan.ts';
import { applyToPlans } from '#lib/contract/applyPlans.ts';
import { applyToProgramme } from '#lib/contract/applyProgramme.ts';
import { applyToSettings } from '#lib/contract/applySettings.ts';
import { applyToSubstitutions } from '#lib/contract/applySubstitutions.ts';
import { applyToChanges, applyToTimetable } from '#lib/contract/applyTimetable.ts';
import { staleView } from '#lib/contract/applyTools.ts';
import { applyToWall } from '#lib/contract/applyWall.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { View } from '#lib/contract/views.ts';
import { dayIn } from '#lib/domain/time.ts';

/** applyEvent(view, event) → view: pure, total and exhaustive. A view to which an event says nothing is returned as it
 *  is, the same object. Events of one field carry its version: an older one than is shown changes nothing, so an answer
 *  that overtakes the socket, or a replay that repeats it, does no harm. */
export function applyEvent<V extends View>(view: V, event: AppliedEvent): V {
  const shown: View = view;
  return applyTo(shown, event) as V;
}
function applyTo(view: View, event: AppliedEvent): View {
  if (outruns(view, event)) return staleView(view);
  switch (view.view) {
    case 'journal':
      return applyToJournal(view, event);
    case 'diary':
      return applyToDiary(view, event);
    case 'marks':
      return applyToMarks(view, event);
    case 'results':
      return applyToResults(view, event);
    case 'wall':
      return applyToWall(view, event);
    case 'settings':
      return applyToSettings(view, event);
    case 'substitutions':
      return applyToSubstitutions(view, event);
    case 'attendance':
      return applyToAttendance(view, event);
    case 'absences':
      return applyToAbsences(view, event);
    case 'myDay':
      return applyToMyDay(view, event);
    case 'timetable':
      return applyToTimetable(view, event);
    case 'changes':
      return applyToChanges(view, event);
    case 'draft':
      return applyToDraft(view, event);
    case 'timetableOffice':
      return view;
    case 'controlWorks':
      return applyToControlWorks(view, event);
    case 'programme':
      return applyToProgramme(view, event);
    case 'classPlan':
      return applyToClassPlan(view, event);
    case 'homeworkVolume':
      return applyToHomeworkVolume(view, event);
    case 'plan':
      return applyToPlan(view, event);
    case 'plans':
      return applyToPlans(view, event);
  }
}

export const applyEvents = <V extends View>(view: V, events: readonly AppliedEvent[]): V =>
  events.reduce(applyEvent<V>, view);

/** An event said more than the view can know: it must be read anew. */
export const isStale = (view: View): boolean => view.stale === true;

/** Whether an event changes more of a view than events tell: lessons of days to come were derived from another timetable.
 *  What was read behind the event knows of it already. */
function outruns(view: View, event: AppliedEvent): boolean {
  if (event.seq <= view.seq) return false;
  const office = view.view === 'timetableOffice';
  switch (event.name) {
    case 'timetable.versioned':
      return office || (view.view === 'draft' && view.version.id === event.data.versionId);
    case 'approval.given':
      return office;
    case 'timetable.changed':
      if (view.view === 'journal')
        return event.data.classIds === null || event.data.classIds.includes(view.group.classId);
      if (view.view === 'timetable') return event.data.from <= (view.days.at(-1)?.date ?? view.week);
      if (view.view === 'changes') return event.data.from <= view.date;
      if (view.view === 'attendance') return event.data.from <= view.date;
      if (view.view === 'absences' || view.view === 'wall') return event.data.from <= view.today;
      return view.view !== 'results' && view.view !== 'settings' && view.view !== 'classPlan';
    default:
      return false;
  }
}

/** The day a view is about has ended: it must be read anew. */
export const isYesterday = (view: View, now: Date): boolean => dayIn(now, view.tz) !== view.today;
