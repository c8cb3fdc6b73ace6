import { type BellRule, bellSetOn, type RungClass } from '#lib/domain/bells.ts';
import { type Breach, breachesOf, type ClassLesson } from '#lib/domain/ceilings.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';
import {
  allConflicts,
  type ConflictKind,
  hoursOf,
  isHard,
  type Slot,
  type SlotGroup,
  type Times,
  timesOf,
  type Week,
} from '#lib/domain/timetable.ts';

/** The week of a draft, asked by the editor as it is carried about and by the command that puts it into force. */

type Bells = { id: number; bells: readonly { number: number; starts: number; ends: number }[] };
type Group = SlotGroup & { teacherIds: readonly number[]; subject: string; hours: number; counted: boolean };
export type DraftFacts<G extends Group = Group> = {
  /** The day the draft is meant for: bells are those of its first week. */
  from: string;
  classes: readonly (RungClass & { shift: number })[];
  groups: readonly G[];
  meets: readonly (readonly [number, number])[];
  bellSets: readonly Bells[];
  bellRules: readonly BellRule[];
};

/** When each number rings for each class on each weekday, as a rule: shortened days of single dates are left out. */
export function ringing(facts: Pick<DraftFacts, 'from' | 'classes' | 'bellSets' | 'bellRules'>): Week['times'] {
  const rules = facts.bellRules.filter((rule) => rule.date === null);
  const known = new Map<number, Times | null>();
  const inSet = (id: number, number: number) =>
    facts.bellSets.find((set) => set.id === id)?.bells.find((bell) => bell.number === number) ?? null;
  return (classId, weekday, number) => {
    const key = (classId * 8 + weekday) * 32 + number;
    let times = known.get(key);
    if (times === undefined) {
      const cls = facts.classes.find((one) => one.id === classId);
      const date = addDays(facts.from, (weekday - weekdayOf(facts.from) + 7) % 7);
      times = cls ? (inSet(bellSetOn(rules, cls, date), number) ?? inSet(cls.bellSetId, number)) : null;
      known.set(key, times);
    }
    return times;
  };
}

/** The facts made ready to be asked about many places. */
export function weekOf<S extends Slot>(facts: DraftFacts, slots: readonly S[]): Week<S> {
  const groups = new Map(facts.groups.map((group) => [group.id, group]));
  const met = new Map<number, Set<number>>();
  for (const [a, b] of facts.meets) {
    const others = met.get(a) ?? new Set();
    met.set(a, others.add(b));
  }
  return {
    slots,
    groupOf: (id) => groups.get(id),
    times: ringing(facts),
    meet: (a, b) => a === b || (met.get(Math.min(a, b))?.has(Math.max(a, b)) ?? false),
  };
}

const PE = /физическ/i;
/** What a class's lessons of the week are for the ceilings. */
export function classLessons<S extends Slot>(facts: DraftFacts, week: Week<S>, classId: number): ClassLesson[] {
  const groups = new Map(facts.groups.filter((g) => g.classId === classId).map((g) => [g.id, g]));
  return week.slots.flatMap((slot): ClassLesson[] => {
    const group = groups.get(slot.groupId);
    if (!group) return [];
    const { weekday, number, parity } = slot;
    return [
      { weekday, number, parity, counted: group.counted, pe: PE.test(group.subject), times: timesOf(week, slot) },
    ];
  });
}
/** Subjects of a class whose places are not what учебный план says: hours of the plan and hours that stand, hundredths. Subgroups
 *  and profile halves that stand together are one place; extracurricular groups are not the plan's. */
export function planGaps(
  curriculum: readonly (readonly [classId: number, subjectId: number, hours: number])[],
  groups: readonly { id: number; classId: number; subjectId: number; counted: boolean }[],
  slots: readonly Slot[],
  classId: number,
): { subjectId: number; plan: number; placed: number }[] {
  const plan = curriculum.filter(([cls]) => cls === classId);
  return plan.flatMap(([, subjectId, hours]) => {
    const own = new Set(
      groups.filter((g) => g.counted && g.classId === classId && g.subjectId === subjectId).map((g) => g.id),
    );
    const places = new Map(
      slots.filter((s) => own.has(s.groupId)).map((s) => [`${s.weekday}:${s.number}:${s.parity}`, s] as const),
    );
    const placed = hoursOf([...places.values()]);
    return placed === hours ? [] : [{ subjectId, plan: hours, placed }];
  });
}

/** Five or six days: of the school, by whether any class has Saturday lessons. */
export const schoolDays = (slots: readonly Pick<Slot, 'weekday'>[]): 5 | 6 =>
  slots.some((slot) => slot.weekday === 6) ? 6 : 5;

export type DraftReport<S extends Slot = Slot> = {
  /** Every pair that stands in each other's way. */
  conflicts: { a: S; b: S; kind: ConflictKind }[];
  /** Teachers or students in two places at once. */
  clashes: number;
  rooms: number;
  /** Places that nobody would hold: their group has no teacher. */
  vacant: number;
  /** Places of a teacher who does not hold their group: he could not write in its journal. */
  strangers: number;
  /** Places without a bell. */
  silent: number;
  breaches: { classId: number; breach: Breach }[];
  /** Groups whose places are fewer (or more) than their hours, hundredths of an hour. */
  short: { groupId: number; missing: number }[];
};

/** All that is to be said about a draft. */
export function reportOf<S extends Slot>(facts: DraftFacts, slots: readonly S[]): DraftReport<S> {
  const week = weekOf(facts, slots);
  const conflicts = allConflicts(week);
  const days = schoolDays(slots);
  const holders = new Map(facts.groups.map((group) => [group.id, group.teacherIds]));
  const byGroup = new Map<number, S[]>();
  for (const slot of slots) byGroup.set(slot.groupId, [...(byGroup.get(slot.groupId) ?? []), slot]);
  return {
    conflicts,
    clashes: conflicts.filter((c) => isHard(c.kind)).length,
    rooms: conflicts.filter((c) => !isHard(c.kind)).length,
    vacant: slots.filter((slot) => (slot.teacherId ?? week.groupOf(slot.groupId)?.teacherId ?? null) === null).length,
    strangers: slots.filter((slot) => slot.teacherId !== null && !holders.get(slot.groupId)?.includes(slot.teacherId))
      .length,
    silent: slots.filter((slot) => timesOf(week, slot) === null).length,
    breaches: facts.classes.flatMap((cls) =>
      breachesOf(cls, classLessons(facts, week, cls.id), days).map((breach) => ({ classId: cls.id, breach })),
    ),
    short: facts.groups.flatMap((group) => {
      const missing = group.hours - hoursOf(byGroup.get(group.id) ?? []);
      return missing === 0 ? [] : [{ groupId: group.id, missing }];
    }),
  };
}

/** Why a draft may not be put into force; null when it may. No more clashes than were seen (`despite`), ceilings as the school
 *  has decided; what nobody can hold or no bell rings for is refused always: no lesson would come of it. */
export function enforceProblem(report: DraftReport, despite: number, ceilings: 'warn' | 'forbid'): string | null {
  if (report.silent > 0)
    return `Нет звонка для ${report.silent} мест расписания: дополните звонки или перенесите уроки.`;
  if (report.vacant > 0) return `Нет учителя у ${report.vacant} мест расписания: назначьте учителя группе или месту.`;
  if (report.strangers > 0)
    return `Мест расписания, где учитель не ведёт группу: ${report.strangers}. Он не сможет заполнять её журнал: выберите учителя группы.`;
  const over = report.breaches.filter(({ breach }) => breach.rule !== 'bell');
  if (over.length > 0 && ceilings === 'forbid')
    return `Превышены нормы: ${over[0]?.breach.text ?? ''}. Школа запретила вводить такое расписание.`;
  return clashProblem(report.clashes, despite);
}
/** Why so many clashes keep a draft from force when `despite` of them were seen; null when they do not. */
function clashProblem(clashes: number, despite: number): string | null {
  if (clashes <= despite) return null;
  return despite === 0
    ? `В черновике накладок: ${clashes}. Устраните их или подтвердите.`
    : `Накладок стало больше: ${clashes} вместо ${despite}. Посмотрите их и подтвердите снова.`;
}
