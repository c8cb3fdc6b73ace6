import { addDays } from '#lib/domain/time.ts';

/** What the director approves every year, until 31 August (003 П4 3.2.1 а–г, 000 П4). */
export const APPROVALS = ['curriculum', 'load', 'timetable', 'tariff'] as const;
export type ApprovalKind = (typeof APPROVALS)[number];

export const APPROVAL_LABELS: Record<ApprovalKind, string> = {
  curriculum: 'Учебный план',
  load: 'Педагогическая нагрузка',
  timetable: 'Расписание',
  tariff: 'Тарификация',
};
/** The clause each comes from. */
export const APPROVAL_CLAUSES: Record<ApprovalKind, string> = {
  curriculum: '003 П4 3.2.1 а',
  load: '003 П4 3.2.1 б',
  timetable: '003 П4 3.2.1 в',
  tariff: '003 П4 3.2.1 г',
};

/** The last day of August before the school year: it is due then. */
export const approvalsDue = (yearStarts: string): string => addDays(`${yearStarts.slice(0, 4)}-09-01`, -1);

export type Approved = { orderNo: string; orderOn: string; at: string; print: string };
export type ApprovalState = 'approved' | 'changed' | 'overdue' | 'waiting';

/** «Утверждено», «Изменено после утверждения», «Просрочено», «Не утверждено». `print`: of what stands now. */
export function approvalState(
  last: Pick<Approved, 'print'> | null,
  print: string,
  due: string,
  today: string,
): ApprovalState {
  if (last) return last.print === print ? 'approved' : 'changed';
  return today > due ? 'overdue' : 'waiting';
}
export const APPROVAL_STATES: Record<ApprovalState, string> = {
  approved: 'Утверждено',
  changed: 'Изменено после утверждения',
  overdue: 'Просрочено',
  waiting: 'Не утверждено',
};

/** Why an order cannot be this; null when it can. */
export function orderProblem(order: { orderNo: string; orderOn: string }, today: string): string | null {
  if (order.orderNo.trim() === '') return 'Укажите номер приказа.';
  return order.orderOn > today ? 'Дата приказа ещё не наступила.' : null;
}
