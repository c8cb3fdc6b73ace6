import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import type { ChangeKind } from '#lib/domain/lessonChange.ts';
import { dayMonth, weekdayOf } from '#lib/domain/time.ts';

/** Another lesson that is held while this one would be: what the two have in common. `deviates`: somebody else holds it, or it is `moved`. */
export type Clash = {
  teacher: boolean;
  room: boolean;
  students: boolean;
  mergedHere: boolean;
  deviates: boolean;
  moved: boolean;
  label: string;
};

/** What is known of a lesson and of what is asked of it. Places are days, ISO. */
export type ChangeFacts = {
  today: string;
  /** How it stands now; `null` by the timetable. */
  now: { kind: ChangeKind | null; date: string };
  /** What is asked; `null`: by the timetable again. `placed`: it comes to stand elsewhere, is cancelled or held again. */
  asked: ChangeKind | null;
  goal: { date: string; placed: boolean };
  periodClosed: boolean;
  /** Marks, absences or a roll stand in it. */
  recorded: boolean;
  /** Lessons that are held together with this one. */
  merged: string[];
  /** Who would hold it: null for nobody. `teaches`: a teacher at all; `away`: his own absence then. */
  holder: { name: string; own: boolean; teaches: boolean; away: string | null } | null;
  /** The lesson it joins: null unless it is merged. */
  into: { free: boolean; together: boolean } | null;
  /** The target of a move: whether it has bells, and why the class has no lessons that day. */
  target: { bells: boolean; inYear: boolean; dayOff: string | null } | null;
  clashes: readonly Clash[];
};

/** Changes that leave a lesson in its place and held: they may be written down after the day as well, for the log must be
 *  right when it is paid by. */
const staysHeld = (kind: ChangeKind | null): boolean => kind !== 'cancel' && kind !== 'move';

/** Why a lesson may not be changed so; null when it may. */
export function refuseChange(f: ChangeFacts): Refusal | null {
  if (f.periodClosed) return refuse('closed', 'Период закрыт: изменения в его уроках больше не вносят.');
  if (f.now.date < f.today && !(staysHeld(f.now.kind) && staysHeld(f.asked)))
    return refuse('invalid', 'День этого урока прошёл: отменить или перенести его уже нельзя.');
  if (f.merged.length > 0)
    return refuse('invalid', `С этим уроком объединён ${f.merged.join(', ')}. Сначала верните его по расписанию.`);
  if (f.recorded && (f.goal.placed || f.asked === 'cancel'))
    return refuse('invalid', 'В уроке уже отмечены присутствие или отметки: отменить или перенести его нельзя.');
  return refuseMerge(f) ?? refuseTarget(f) ?? refuseHolder(f) ?? refuseClash(f);
}

function refuseMerge({ into }: ChangeFacts): Refusal | null {
  if (!into) return null;
  if (!into.together) return refuse('invalid', 'Объединить можно только уроки, которые идут в одно время.');
  return into.free
    ? null
    : refuse('invalid', 'Тот урок отменён, объединён с другим или идёт без учителя. Выберите иной.');
}

function refuseTarget({ target, goal, today }: ChangeFacts): Refusal | null {
  if (!target) return null;
  if (goal.date < today) return refuse('invalid', 'Перенести урок в прошлое нельзя.');
  if (!target.inYear) return refuse('invalid', `${dayMonth(goal.date)} — за пределами учебного года.`);
  if (target.dayOff) return refuse('invalid', `${dayMonth(goal.date)} уроков нет: ${target.dayOff.toLowerCase()}.`);
  if (weekdayOf(goal.date) === 7) return refuse('invalid', 'В воскресенье уроков нет.');
  return target.bells ? null : refuse('invalid', 'У этого класса нет урока с таким номером: проверьте звонки.');
}

function refuseHolder({ holder, asked }: ChangeFacts): Refusal | null {
  if (!holder || asked === null) return null;
  if (holder.own && asked !== 'move') return refuse('invalid', 'Это и есть учитель урока по расписанию.');
  if (!holder.teaches) return refuse('invalid', `${holder.name} сейчас не ведёт уроков: назначьте учителя.`);
  return holder.away ? refuse('invalid', `${holder.name} отсутствует: ${holder.away}.`) : null;
}

/** Who and what is taken at that time. In its place by the timetable a lesson is only in the way of what deviates from it: whatever
 *  the timetable itself puts side by side may stand so. */
function refuseClash({ clashes, holder, goal, asked }: ChangeFacts): Refusal | null {
  const matters = (c: Clash) => asked === 'move' || c.moved;
  const teacher = clashes.find((c) => c.teacher && !c.mergedHere && (asked !== null || c.deviates));
  if (teacher && holder) return refuse('invalid', `${holder.name} в это время ведёт: ${teacher.label}.`);
  if (!goal.placed) return null;
  const students = clashes.find((c) => c.students && matters(c));
  if (students) return refuse('invalid', `У этих учеников в это время другой урок: ${students.label}.`);
  const room = clashes.find((c) => c.room && matters(c));
  return room ? refuse('invalid', `Кабинет в это время занят: ${room.label}.`) : null;
}
