import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import type { ControlModes } from '#lib/domain/controlLimits.ts';

/** Where a group's lessons pass a control work of its plan: the lesson that has passed it (`held`) or will. `edges`: the first
 *  and the last lesson of the class on that day. */
export type ControlPlace = {
  groupId: number;
  rowId: string;
  lessonId: number;
  date: string;
  number: number;
  held: boolean;
  edges: { first: number; last: number } | null;
};

/** Control works of a thematic plan beside the schedule of its classes: what «Поставить в график» is decided from. */
export type PlanControlsBoard = {
  today: string;
  subject: string;
  /** Of the year by the учебный план, the most of the plan's groups. */
  yearHours: number | null;
  modes: ControlModes;
  /** Rows whose control form is a control work, in the plan's order. `position`: over sections and lessons together. */
  rows: { id: string; position: number; topic: string; hours: number; typeId: number }[];
  /** The plan's groups. `mine`: this person may place works in it. */
  served: { id: number; label: string; mine: boolean }[];
  places: ControlPlace[];
  workTypes: { id: number; name: string }[];
} & Pick<ControlWorksView, 'classes' | 'groups' | 'plans' | 'works'>;
