import type { PlanRemark } from '#lib/contract/planLife.ts';
import type { Settlement } from '#lib/domain/plans/remarks.ts';
import type { PlanField } from '#lib/domain/plans/rows.ts';

/** What became of an act: taken, or the sentence why not. `other`: what stands in the cell now, seen by nobody here yet. */
export type Outcome = { ok: true } | { ok: false; message: string; other?: string };
export type CellRef = { rowId: string; field: PlanField };
export type NewRemark = CellRef & { kind: 'comment' | 'suggestion'; text: string; was: string | null };

/** Everything a person can do with a plan besides typing into it. Each is a command, settled by the server's answer. */
export type LifeActions = {
  submit(): Promise<Outcome>;
  withdraw(): Promise<Outcome>;
  approve(name: string): Promise<Outcome>;
  sendBack(reason: string): Promise<Outcome>;
  keep(name: string): Promise<Outcome>;
  restore(number: number): Promise<Outcome>;
  remark(remark: NewRemark): Promise<Outcome>;
  answer(remark: PlanRemark, text: string): Promise<Outcome>;
  /** `over`: the text of the cell that the person has seen and gives up, when it is not the one the suggestion was made over. */
  settle(remark: PlanRemark, how: Settlement, over: string | null): Promise<Outcome>;
};
