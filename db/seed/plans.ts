import { homeworkFor } from '#db/seed/homework.ts';
import type { Group, Lesson } from '#db/seed/model.ts';
import { ALGEBRA_8, planSections } from '#db/seed/planSections.ts';
import { randomOf } from '#db/seed/random.ts';
import { tellsStory } from '#db/seed/story.ts';
import { SUBJECTS, type SubjectKey } from '#db/seed/subjects.ts';
import { topicsOf } from '#db/seed/topics/find.ts';
import { WORK_TYPES, type WorkTypeKey } from '#db/seed/workTypes.ts';
import type { LessonKind } from '#lib/domain/lessons.ts';
import { emptyPlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';

/** Thematic plans of the demo school: one for a subject and grade (in grades 10–11 for each profile), its rows the lessons of
 *  the group that leads it, so that what the journal has held is what the plan says. */

export type PlanCourse = {
  subject: SubjectKey;
  grade: number;
  name: string;
  /** Those it serves; the first one leads. */
  groups: [Group, ...Group[]];
};
/** `control` by the key of its work type: ids are given where rows are loaded. */
export type CourseRow = Omit<PlanRowDraft, 'control'> & { control: WorkTypeKey | null };

/** Works that are no control form of a plan: every lesson has them. */
const EVERYDAY: readonly WorkTypeKey[] = ['answer', 'homework', 'notebook', 'classwork'];
const PROFILES: Readonly<Record<string, string>> = {
  engineering: 'инженерный профиль',
  humanities: 'гуманитарный профиль',
};

/** Groups of one subject and grade with equal hours follow one plan. Lessons at home and consultations have none. */
export function planCourses(groups: readonly Group[]): PlanCourse[] {
  const found = new Map<string, PlanCourse>();
  const hours = new Map<string, Set<number>>();
  const planned = groups.filter((group) => group.kind !== 'individual' && group.kind !== 'consultation');
  for (const { subject, cls, hours: own } of planned) {
    const key = `${subject}:${cls.grade}`;
    hours.set(key, (hours.get(key) ?? new Set()).add(own));
  }
  for (const group of [...planned].sort((a, b) => Number(isStory(b)) - Number(isStory(a)))) {
    const { subject, cls } = group;
    const several = (hours.get(`${subject}:${cls.grade}`)?.size ?? 1) > 1;
    const name = several ? (PROFILES[cls.profile] ?? `${group.hours / 100} ч`) : '';
    const key = `${subject}:${cls.grade}:${name}`;
    const course = found.get(key);
    if (course) course.groups.push(group);
    else found.set(key, { subject, grade: cls.grade, name, groups: [group] });
  }
  return [...found.values()].sort((a, b) => a.groups[0].id - b.groups[0].id);
}
const isStory = (group: Group): boolean => tellsStory(group.cls.label, group.subject);

/** The rows of a course's year: sections, and a lesson for each one its leading group has, up to the `hours` of the
 *  curriculum; what is left over of them is a reserve. */
export function courseRows(course: PlanCourse, hours: number): CourseRow[] {
  const [leading] = course.groups;
  const held = leading.lessons.filter((lesson) => !lesson.cancelled);
  // What does not fit is taken out before the last three lessons of the year: they sum it up.
  const spare = Math.max(0, held.length - hours);
  const kept = held.filter((_, at) => at < held.length - 3 - spare || at >= held.length - 3);
  const random = randomOf('plan', leading.id);
  const numbers = new Map<string, number>();
  const rows: CourseRow[] = [];
  const story = isStory(leading);
  const list = topicsOf(course.subject, course.grade);
  const sections = story ? ALGEBRA_8 : planSections(list);
  let section = -1;
  kept.forEach((lesson, at) => {
    const index = Math.min(list.length - 1, Math.floor((at * list.length) / Math.max(held.length, 1)));
    const begun = sections.findLastIndex(([from]) =>
      typeof from === 'string' ? from === lesson.title : from <= index,
    );
    if (begun > section) {
      section = begun;
      rows.push({ ...emptyPlanRow('section'), control: null, topic: sections[begun]?.[1] ?? '' });
    }
    rows.push(lessonRow(leading, lesson, at, numbers, random));
  });
  for (let at = kept.length; at < hours; at += 1)
    rows.push({ ...emptyPlanRow(), control: null, topic: 'Резервный урок', type: 'review' });
  return rows;
}

function lessonRow(
  group: Group,
  lesson: Lesson,
  at: number,
  numbers: Map<string, number>,
  random: ReturnType<typeof randomOf>,
): CourseRow {
  const work = lesson.plan?.type ?? lesson.works[0]?.type ?? 'answer';
  const control = EVERYDAY.includes(work) ? null : work;
  const big = control !== null && WORK_TYPES[control].control;
  const number = (numbers.get(work) ?? 0) + 1;
  if (control) numbers.set(work, number);
  const name = work === 'dictation' ? 'Контрольный диктант' : WORK_TYPES[work].name;
  // A control work to come stands in the schedule: the journal has not named it yet.
  const topic = lesson.plan ? `${name} № ${number} по теме «${lesson.title.replace(/[«»]/g, '')}»` : lesson.title;
  const drafted = SUBJECTS[group.subject].home > 0 ? homeworkFor(group, lesson, at, random) : null;
  return {
    ...emptyPlanRow(),
    topic,
    control,
    type: lesson.kind ?? kindOf(topic, big, control),
    homework: lesson.homework ?? (lesson.homeworkState === 'none' ? '' : (drafted?.text ?? '')),
    resources: at % 6 === 2 ? `РЭШ, урок ${1 + (at % 40)} https://resh.edu.ru/subject/lesson/${2000 + at}/` : '',
  };
}

function kindOf(topic: string, big: boolean, control: WorkTypeKey | null): LessonKind {
  if (big) return 'control';
  if (control === 'laboratory' || control === 'practical') return control;
  if (/^(Повторение|Обобщение|Итог)/.test(topic)) return 'review';
  return /\. (Решение|Закрепление|Практикум|Упражнения)/.test(topic) ? 'practice' : 'new';
}

/** What the demo's plans look like on its day: most approved in time, some not. */
export type PlanFate = 'approved' | 'late' | 'review' | 'draft' | 'changed' | 'short' | 'missing';
const FATES: Readonly<Record<string, PlanFate>> = {
  'alg:8': 'changed',
  'geom:9': 'review',
  'chem:8': 'review',
  'eng:6': 'review',
  'mus:5': 'draft',
  'finance:9': 'draft',
  'hist:7': 'short',
  'lit:9': 'short',
  'inf:9': 'changed',
  'bio:7': 'late',
  'phys:9': 'late',
  'craft:6': 'missing',
  'safe:8': 'missing',
  'culture:7': 'missing',
  'art:3': 'missing',
  'project:10': 'missing',
};
export const fateOf = (course: PlanCourse): PlanFate => FATES[`${course.subject}:${course.grade}`] ?? 'approved';
