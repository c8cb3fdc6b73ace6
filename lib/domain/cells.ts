import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';

/** The rules of one cell of the journal: a student at a lesson. Asked by the commands and, before sending, by the grid. */

/** What the rules look at. Days are ISO dates in the school's zone. */
export type CellFacts = {
  lessonDate: string;
  today: string;
  cancelled: boolean;
  periodClosed: boolean;
  /** The student belongs to the group on the lesson's day. */
  member: boolean;
  grade: number;
  graded: boolean;
  absent: boolean;
  hasMark: boolean;
  /** The school lets an absence and a mark share a cell. */
  absenceWithMark: boolean;
  /** «1» is a mark in this school; it is where nothing else is said. */
  withOne?: boolean;
};

/** Marks a lesson cell takes: 5…1, and 0 «точка», the teacher waits for the work. */
export const isMarkValue = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 5;
/** «Точка» is no mark: it counts neither in the average nor as set for a control work. */
export const isNumericMark = (value: number | null): value is number => value !== null && value > 0;

function refuseLesson(facts: CellFacts): Refusal | null {
  if (!facts.member) return notFound();
  if (facts.periodClosed) return refuse('closed', 'Период закрыт. Изменить запись можно только после его открытия.');
  if (facts.cancelled) return refuse('invalid', 'Урок отменён: записи в нём не ведутся.');
  if (facts.lessonDate > facts.today)
    return refuse('invalid', 'Урок ещё не прошёл: отметки и пропуски ставят в день урока.');
  return null;
}

/** Why this mark may not stand here; null when it may. Clearing (value null) is refused only with the lesson itself. */
export function refuseMark(facts: CellFacts, value: number | null): Refusal | null {
  const refused = refuseLesson(facts);
  if (refused || value === null) return refused;
  if (!isMarkValue(value)) return refuse('invalid', 'Допустимо: 5 4 3 2 1 и точка.');
  if (value === 1 && facts.withOne === false)
    return refuse('invalid', 'Отметку «1» в школе не ставят: 5 4 3 2 и точка.');
  if (facts.grade === 1) return refuse('invalid', 'В 1 классе обучение безотметочное.');
  if (!facts.graded) return refuse('invalid', 'По этому предмету отметки не ставят.');
  if (facts.absent && !facts.absenceWithMark)
    return refuse('invalid', 'Ученик отсутствовал на уроке: сначала уберите «Н».');
  return null;
}

/** Why the teacher may not put «Н» or «О» here; null when he may. */
export function refuseAttendance(facts: CellFacts, code: 'absent' | 'late' | null): Refusal | null {
  const refused = refuseLesson(facts);
  if (refused) return refused;
  if (code === 'absent' && facts.hasMark && !facts.absenceWithMark)
    return refuse('invalid', 'За этот урок есть отметка: отсутствующему её не ставят. Сначала уберите отметку.');
  return null;
}

/** A type that the school offers no more stays where it was used. */
export const ARCHIVED_TYPE = 'Этот вид работы в архиве: выберите другой.';
/** Why type, weight, counting and due day of a mark may not be these; null when they may. */
export function refuseKind(
  facts: CellFacts & { value: number | null },
  kind: { dueOn: string | null },
  type: 'known' | 'archived' | 'unknown',
): Refusal | null {
  const refused = refuseLesson(facts);
  if (refused) return refused;
  if (facts.value === null) return refuse('invalid', 'Сначала поставьте отметку.');
  if (type === 'unknown') return notFound();
  if (type === 'archived') return refuse('invalid', ARCHIVED_TYPE);
  if (kind.dueOn !== null && facts.value !== 0) return refuse('invalid', 'Срок бывает только у точки.');
  if (kind.dueOn !== null && kind.dueOn < facts.lessonDate)
    return refuse('invalid', 'Срок точки — не раньше дня урока.');
  return null;
}
