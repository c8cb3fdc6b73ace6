import type { Group, Ids, Lesson, Work } from '#db/seed/model.ts';
import { OVERTESTED, STORY_WORKS, tellsStory } from '#db/seed/story.ts';
import { SUBJECTS } from '#db/seed/subjects.ts';
import { WORK_TYPES, type WorkTypeKey } from '#db/seed/workTypes.ts';
import { mostControls } from '#lib/domain/controlLimits.ts';
import { addDays, daysBetween } from '#lib/domain/time.ts';

/** The works of each lesson: control works by the year's schedule of assessments, shorter works between them.
 *  Limits: a class has one control work a day, not in its first or last lesson, a subject one in 2.5 weeks and
 *  in at most 10 % of its hours. One group breaks the last two, for the deputy to find. */

/** 2.5 weeks, in days. */
const CONTROL_GAP = 18;
/** Control works a year for one weekly hour: about 6 % of 34. */
const CONTROLS_PER_HOUR = 2;
/** Shorter works are known this many days ahead; control works for the whole year. */
const SMALL_AHEAD = 14;
const HOMEWORK_CHECKED: readonly string[] = ['rus', 'math', 'alg', 'geom', 'calc', 'phys', 'chem', 'eng'];
const NOTEBOOKS: readonly string[] = ['rus', 'math', 'alg', 'geom'];

type Plan = Map<Lesson, { type: WorkTypeKey; second: WorkTypeKey | null }>;

/** Gives every lesson of a building its works: number 1 always, number 2 where two things are marked at once. */
export function planWorks(
  ids: Ids,
  groups: readonly Group[],
  lessons: readonly Lesson[],
  canonical: string,
  quarters: readonly { starts: string; ends: string }[],
): void {
  const plan: Plan = new Map();
  const taken = new Map<number, Set<string>>();
  // The story's dates come first, so that no other subject takes its days.
  const first = (group: Group) => Number(isStory(group) || isOvertested(group));
  for (const group of [...groups].sort((a, b) => first(b) - first(a))) {
    const twin =
      group.sub === 2 ? groups.find((g) => g.cls === group.cls && g.subject === group.subject && g.sub === 1) : null;
    // Lessons of one student at home have no assessments of the whole class.
    if (group.kind === 'individual') continue;
    if (twin) mirror(plan, twin, group);
    else planGroup(plan, group, taken.get(group.cls.index) ?? fresh(taken, group.cls.index), canonical);
  }
  const fits = quarterLimit(quarters);
  for (const lesson of lessons) {
    const { type, second } = plan.get(lesson) ?? { type: 'answer', second: null };
    const work = (number: number, key: WorkTypeKey): Work => ({ id: ids.next('work'), number, type: key, name: null });
    const control = WORK_TYPES[type].control;
    const room = !control || fits(lesson);
    if (lesson.date > canonical && control) {
      lesson.works = [work(1, 'answer')];
      if (room) lesson.plan = { id: ids.next('control_work'), type, level: levelOf(lesson) };
    } else lesson.works = second ? [work(1, type), work(2, second)] : [work(1, type)];
  }
}

/** Whether one more control work is within the quarter's limit (004 2а); grades 10–11 count by half-years. What was written before
 *  the school had this schedule stands; one group goes on breaking it. */
function quarterLimit(quarters: readonly { starts: string; ends: string }[]): (lesson: Lesson) => boolean {
  const counts = new Map<string, number>();
  return ({ group, date }) => {
    const quarter = quarters.findIndex((period) => period.starts <= date && date <= period.ends);
    const half = group.cls.grade >= 10;
    const key = `${group.id}:${half ? Math.floor(quarter / 2) : quarter}`;
    const most = mostControls(SUBJECTS[group.subject].name, half);
    const count = counts.get(key) ?? 0;
    if (count >= most && !isOvertested(group)) return false;
    counts.set(key, count + 1);
    return true;
  };
}

/** ВПР in spring, a regional check in grade 9 before the winter holidays; the rest is the school's own. */
function levelOf({ group, date }: Lesson): 'school' | 'region' | 'federal' {
  const month = date.slice(5, 7);
  const core = ['rus', 'math', 'alg'].includes(group.subject);
  if (core && group.cls.grade >= 4 && group.cls.grade <= 8 && month === '04') return 'federal';
  return core && group.cls.grade === 9 && month === '12' ? 'region' : 'school';
}

const isStory = (group: Group): boolean => tellsStory(group.cls.label, group.subject);
const isOvertested = (group: Group): boolean =>
  group.cls.label === OVERTESTED.cls && group.subject === OVERTESTED.subject;

function fresh(taken: Map<number, Set<string>>, classIndex: number): Set<string> {
  const days = new Set<string>();
  taken.set(classIndex, days);
  return days;
}

/** Both subgroups write on the same day. */
function mirror(plan: Plan, twin: Group, group: Group): void {
  const byPlace = new Map(twin.lessons.map((lesson) => [`${lesson.date}:${lesson.number}`, plan.get(lesson)]));
  for (const lesson of group.lessons) {
    const same = byPlace.get(`${lesson.date}:${lesson.number}`);
    if (same) plan.set(lesson, same);
  }
}

function planGroup(plan: Plan, group: Group, taken: Set<string>, canonical: string): void {
  const subject = SUBJECTS[group.subject];
  if (!subject.graded || group.cls.grade === 1) return;
  const story = isStory(group);
  const scripted = (lesson: Lesson) => (story ? STORY_WORKS.get(daysBetween(canonical, lesson.date)) : undefined);
  const controls: string[] = [];
  if (story) {
    for (const lesson of group.lessons) {
      const [type, second] = scripted(lesson) ?? [];
      if (!type) continue;
      plan.set(lesson, { type, second: second ?? null });
      if (type === 'control') controls.push(lesson.date);
    }
  }
  if (subject.big.length > 0) placeControls(plan, group, taken, controls);

  const known = addDays(canonical, SMALL_AHEAD);
  // An hour a week needs them oftener to get enough marks, five hours a week seldomer.
  const every = Math.max(
    2,
    Math.round(subject.every * (group.hours >= 500 ? 1.7 : group.hours >= 400 ? 1.3 : group.hours > 100 ? 1 : 0.6)),
  );
  let since = group.id % every;
  let small = group.id;
  group.lessons.forEach((lesson, at) => {
    if (lesson.cancelled || at < 2 || plan.has(lesson) || lesson.date > known) return;
    since += 1;
    if (since >= every && subject.small.length > 0) {
      since = 0;
      small += 1;
      const type = subject.small[small % subject.small.length] ?? 'independent';
      plan.set(lesson, { type, second: NOTEBOOKS.includes(group.subject) && small % 3 === 0 ? 'notebook' : null });
    } else if (HOMEWORK_CHECKED.includes(group.subject) && at % 7 === 4)
      plan.set(lesson, { type: 'homework', second: null });
  });
}

/** Spreads the year's control works evenly, each on the first lesson near its turn that the limits allow. */
function placeControls(plan: Plan, group: Group, taken: Set<string>, dates: string[]): void {
  const { big } = SUBJECTS[group.subject];
  const over = isOvertested(group);
  const count = over ? 9 : Math.min(11, Math.max(1, Math.floor((group.hours * CONTROLS_PER_HOUR) / 100)));
  const gap = over ? 10 : CONTROL_GAP;
  const far = (date: string) => dates.every((other) => Math.abs(daysBetween(other, date)) >= gap);
  const allowed = (lesson: Lesson) =>
    !lesson.cancelled &&
    !plan.has(lesson) &&
    !taken.has(lesson.date) &&
    far(lesson.date) &&
    (over || group.hours <= 100 || (lesson.number > 1 && !lesson.last));
  // The story's own control works are among them.
  const scripted = dates.length;
  for (let turn = scripted; turn < count; turn += 1) {
    const wanted = Math.floor(((turn - scripted + 0.8) / (count - scripted)) * group.lessons.length);
    const ahead = group.lessons.slice(wanted, wanted + Math.ceil(group.lessons.length / count));
    const lesson = ahead.find(allowed);
    if (!lesson) continue;
    plan.set(lesson, { type: big[turn % big.length] ?? 'control', second: null });
    dates.push(lesson.date);
    taken.add(lesson.date);
  }
  for (const date of dates) taken.add(date);
}
