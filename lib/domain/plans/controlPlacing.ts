import type { ControlPlace, PlanControlsBoard } from '#lib/contract/planControls.ts';
import {
  type Breach,
  type ControlFacts,
  controlBreaches,
  forbidden,
  LEAST_MINUTES,
  type PlacedControl,
} from '#lib/domain/controlLimits.ts';
import { type ControlPlan, entriesOf, USUAL_MINUTES } from '#lib/domain/controlWorks.ts';

/** «Поставить в график»: which control works of a plan stand in the schedule, which can be placed or moved, and what limits each
 *  would break (001 3.2.4; 004 2а, 2д). Pure: the preview and the commands come from this one list. */

const MOST_MINUTES = 240;
/** Characters of a work's name in the schedule. */
const NAME = 120;

/** `held`: its lesson has been; `placed`: in the schedule on its day; `drifted`: in the schedule on another day than the plan
 *  has it now; `free`: can be placed; `past`: its lesson has begun without it; `undated`: no lesson passes it. */
type PlacingState = 'held' | 'placed' | 'drifted' | 'free' | 'past' | 'undated';
export type Placing = {
  key: string;
  row: PlanControlsBoard['rows'][number];
  group: PlanControlsBoard['served'][number];
  at: ControlPlace | null;
  /** What stands in the schedule for it. */
  plan: ControlPlan | null;
  state: PlacingState;
  /** Limits that placing or moving it would break, when all that stand before it in the list are done too. */
  breaches: Breach[];
};

export const minutesOf = (hours: number): number =>
  Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, USUAL_MINUTES * Math.max(1, hours)));
export const nameOf = (topic: string): string | null => topic.trim().slice(0, NAME) || null;

/** Every control work of the plan in every group it serves, by group and the plan's order. */
export function placings(board: PlanControlsBoard): Placing[] {
  const entries = entriesOf({ ...board, lessons: [] });
  const found: Placing[] = [];
  const proposed: PlacedControl[] = [];
  for (const group of board.served)
    for (const row of board.rows) {
      const at = board.places.find((place) => place.groupId === group.id && place.rowId === row.id) ?? null;
      const plan = planFor(board, group.id, row.id, at);
      const state = stateOf(board, at, plan);
      const work = at && proposedWork(board, group.id, row, at);
      const moves = state === 'free' || state === 'drifted';
      const others = [...entries.filter((entry) => !plan || entry.key !== `p${plan.id}`), ...proposed];
      const facts = at && factsAt(board, group.id, at);
      const breaches = moves && work && facts ? controlBreaches(work, others, facts, board.modes) : [];
      // What may not be placed does not stand in the way of the next.
      if (moves && work && group.mine && !forbidden(breaches)) proposed.push(work);
      found.push({ key: `${group.id}:${row.id}`, row, group, at, plan, state, breaches });
    }
  return found;
}

/** The work of the schedule that stands for a row: placed for it, or by hand on the very day. */
function planFor(
  board: PlanControlsBoard,
  groupId: number,
  rowId: string,
  at: ControlPlace | null,
): ControlPlan | null {
  const own = board.plans.filter((plan) => plan.groupId === groupId && !plan.cancelled);
  const linked = own.find((plan) => plan.planRow?.rowId === rowId);
  return linked ?? own.find((plan) => plan.planRow === null && plan.date === at?.date) ?? null;
}

function stateOf({ today }: PlanControlsBoard, at: ControlPlace | null, plan: ControlPlan | null): PlacingState {
  if (at?.held) return 'held';
  if (!at) return plan ? 'placed' : 'undated';
  if (plan)
    return plan.date === at.date && plan.number === at.number
      ? 'placed'
      : plan.date < today || at.date < today
        ? 'past'
        : 'drifted';
  return at.date < today ? 'past' : 'free';
}

function proposedWork(
  board: PlanControlsBoard,
  groupId: number,
  row: PlanControlsBoard['rows'][number],
  at: ControlPlace,
): PlacedControl | null {
  const group = board.groups.find((known) => known.id === groupId);
  if (!group) return null;
  return {
    ...{ key: `n${groupId}:${row.id}`, classId: group.classId, groupId, part: group.name !== '' },
    ...{ subjectId: group.subjectId, subject: group.subject, date: at.date, number: at.number },
    ...{ minutes: minutesOf(row.hours), level: 'school', who: group.teachers[0] ?? '' },
  };
}

function factsAt(board: PlanControlsBoard, groupId: number, at: ControlPlace): ControlFacts | null {
  const group = board.groups.find((known) => known.id === groupId);
  const cls = group && board.classes.find((known) => known.id === group.classId);
  if (!group || !cls) return null;
  return {
    className: cls.label,
    hours: group.hours,
    period: cls.periods.find((period) => period.starts <= at.date && at.date <= period.ends) ?? null,
    edges: at.edges,
  };
}

/** «2 из 6», over several groups «2–3 из 6». */
export function heldWords(all: readonly Placing[], board: Pick<PlanControlsBoard, 'rows' | 'served'>): string {
  const counts = board.served.map(
    (group) => all.filter((placing) => placing.group.id === group.id && placing.state === 'held').length,
  );
  const [least, most] = counts.length > 0 ? [Math.min(...counts), Math.max(...counts)] : [0, 0];
  return `${least === most ? least : `${least}–${most}`} из ${board.rows.length}`;
}
