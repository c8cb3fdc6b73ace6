import type { AbsencesView, AttendanceView } from '#lib/contract/attendanceViews.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import type { DiaryView, MarksView, ProgrammeView, ResultsView } from '#lib/contract/diaryViews.ts';
import type { DraftView, TimetableOfficeView } from '#lib/contract/draftViews.ts';
import type { HomeworkVolumeView } from '#lib/contract/homeworkVolumeView.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { MyDayView } from '#lib/contract/myDayView.ts';
import type { PlansView, PlanView } from '#lib/contract/planView.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import type { SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import type { ChangesView, TimetableView } from '#lib/contract/timetableViews.ts';
import type { WallView } from '#lib/contract/wallView.ts';

/** Read models: what one screen shows, read in one snapshot together with the school's `seq`. Dates are ISO days,
 *  times «HH:MM» in the school's zone, `now` an ISO instant of school time, weights hundredths. */

export type View = (
  | AttendanceView
  | AbsencesView
  | JournalView
  | DiaryView
  | MarksView
  | ResultsView
  | WallView
  | SettingsView
  | MyDayView
  | TimetableView
  | ChangesView
  | TimetableOfficeView
  | DraftView
  | ControlWorksView
  | HomeworkVolumeView
  | SubstitutionsView
  | ClassPlanView
  | ProgrammeView
  | PlanView
  | PlansView
) & {
  /** An event said something that this view cannot know the whole of: it is read anew. */
  stale?: true;
};
