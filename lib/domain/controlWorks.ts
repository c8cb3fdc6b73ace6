import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import {
  type Breach,
  type ControlFacts,
  type ControlLevel,
  type ControlModes,
  controlBreaches,
  type PlacedControl,
} from '#lib/domain/controlLimits.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

/** The calendar of control works: plans and the journal's own control works as one list. */

export const LEVEL_LABELS: Record<ControlLevel, string> = {
  school: 'школьный',
  region: 'региональный',
  federal: 'федеральный',
};
/** A control work added in a journal says nothing of its length: a lesson. */
export const USUAL_MINUTES = 45;

/** What of the settings the limits are. */
export const controlModes = (settings: SchoolSettings): ControlModes => ({
  perDay: settings.controlPerDay,
  gap: settings.controlGap,
  share: settings.controlShare,
  edge: settings.controlEdge,
  quarter: settings.controlQuarter,
});

/** A plan of the schedule, as calendars and journals hold it. */
export type ControlPlan = {
  id: number;
  groupId: number;
  lessonId: number | null;
  date: string;
  number: number;
  typeId: number;
  name: string | null;
  minutes: number;
  level: ControlLevel;
  cancelled: boolean;
  author: { id: number; name: string } | null;
  /** The row of a thematic plan it was placed for; families are not told. */
  planRow: { planId: number; rowId: string } | null;
  v: number;
};
/** A control work that stands in a journal. */
export type ControlHeld = {
  id: number;
  groupId: number;
  lessonId: number;
  date: string;
  typeId: number;
  name: string | null;
  /** Its lesson was cancelled: nobody writes it. */
  cancelled: boolean;
  v: number;
};

/** One assessment of the calendar. `plan` null: added in the journal; `works` empty: not in the journal yet. */
export type ControlEntry = PlacedControl & {
  plan: ControlPlan | null;
  works: ControlHeld[];
  typeId: number;
  name: string | null;
  lessonId: number | null;
};

type Source = Pick<ControlWorksView, 'plans' | 'works' | 'groups' | 'lessons'>;

/** Plans and works as one: a control work in the journal on the day of the group's plan is that plan carried out. */
export function entriesOf(view: Source): ControlEntry[] {
  const groups = new Map(view.groups.map((group) => [group.id, group]));
  const numbers = new Map(view.lessons.map((lesson) => [lesson.id, lesson.number]));
  const entries = new Map<string, ControlEntry>();
  const place = (groupId: number, date: string) => `${groupId}:${date}`;
  const common = (groupId: number) => {
    const group = groups.get(groupId);
    return group
      ? {
          ...{ groupId, classId: group.classId, subjectId: group.subjectId, subject: group.subject },
          ...{ part: group.name !== '', who: group.teachers[0] ?? '' },
        }
      : null;
  };
  for (const plan of view.plans) {
    const own = plan.cancelled ? null : common(plan.groupId);
    if (!own) continue;
    entries.set(place(plan.groupId, plan.date), {
      ...own,
      key: `p${plan.id}`,
      who: plan.author?.name ?? own.who,
      plan,
      works: [],
      ...{ date: plan.date, number: plan.number, minutes: plan.minutes, level: plan.level },
      ...{ typeId: plan.typeId, name: plan.name, lessonId: plan.lessonId },
    });
  }
  for (const work of view.works) {
    const own = work.cancelled ? null : common(work.groupId);
    if (!own) continue;
    const at = place(work.groupId, work.date);
    const there = entries.get(at);
    if (there) entries.set(at, { ...there, works: [...there.works, work], lessonId: work.lessonId });
    else
      entries.set(at, {
        ...own,
        key: `w${work.id}`,
        plan: null,
        works: [work],
        ...{ date: work.date, number: numbers.get(work.lessonId) ?? null, minutes: USUAL_MINUTES, level: 'school' },
        ...{ typeId: work.typeId, name: work.name, lessonId: work.lessonId },
      });
  }
  return [...entries.values()].sort((a, b) =>
    a.date !== b.date ? (a.date < b.date ? -1 : 1) : a.subject.localeCompare(b.subject, 'ru') || a.groupId - b.groupId,
  );
}

/** What the limits know of an entry's class, subject and day. */
export function factsOf(view: ControlWorksView, at: { groupId: number; date: string }): ControlFacts | null {
  const group = view.groups.find((known) => known.id === at.groupId);
  const cls = group && view.classes.find((known) => known.id === group.classId);
  if (!group || !cls) return null;
  const numbers = view.lessons
    .filter((lesson) => lesson.classId === cls.id && lesson.date === at.date && !lesson.cancelled)
    .map((lesson) => lesson.number);
  return {
    className: cls.label,
    hours: group.hours,
    period: cls.periods.find((period) => period.starts <= at.date && at.date <= period.ends) ?? null,
    edges: numbers.length > 0 ? { first: Math.min(...numbers), last: Math.max(...numbers) } : null,
  };
}

/** The limits that an entry breaks, or would break. */
export function breachesOf(view: ControlWorksView, entry: PlacedControl, entries: readonly PlacedControl[]): Breach[] {
  const facts = factsOf(view, entry);
  return facts ? controlBreaches(entry, entries, facts, controlModes(view.rules)) : [];
}

/** Planned, its day is over, and the journal holds no such work: «не проведена». */
export const isMissed = (entry: ControlEntry, today: string): boolean => entry.works.length === 0 && entry.date < today;

/** Planned at a lesson that is no longer held there: cancelled, or taken away by another timetable. Known of the days shown. */
export const isLost = (
  view: Pick<ControlWorksView, 'lessons' | 'from' | 'to' | 'today'>,
  entry: ControlEntry,
): boolean =>
  entry.works.length === 0 &&
  entry.date >= view.today &&
  view.from <= entry.date &&
  entry.date <= view.to &&
  !view.lessons.some(
    (lesson) =>
      lesson.groupId === entry.groupId &&
      lesson.date === entry.date &&
      lesson.number === entry.number &&
      !lesson.cancelled,
  );
export const LOST_WORDS = 'этого урока у группы больше нет, перенесите работу';

/** «Контрольная работа «Дроби»», the words of one assessment. */
export const controlWords = (type: string, name: string | null): string => (name ? `${type} «${name}»` : type);
