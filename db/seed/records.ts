import { homeworkFor } from '#db/seed/homework.ts';
import type { Group, Lesson, Teacher } from '#db/seed/model.ts';
import { type Random, randomOf } from '#db/seed/random.ts';
import { SICK_TEACHER, STORY_HOMEWORK, STORY_TOPICS, tellsStory } from '#db/seed/story.ts';
import { SUBJECTS } from '#db/seed/subjects.ts';
import { topicAt } from '#db/seed/topics/find.ts';
import { WORK_TYPES } from '#db/seed/workTypes.ts';
import type { Ict, LessonKind } from '#lib/domain/lessons.ts';
import { daysBetween } from '#lib/domain/time.ts';

/** The records of lessons up to now: topics, kinds, homework, the roll. Teachers differ: most are tidy, some write homework in
 *  the evening, a few are several lessons behind. */

export type Clock = { now: number; today: number; canonical: string };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Not among those who fall behind: the demo logins and the teacher on sick leave. */
const TIDY = ['Орлова', 'Гусева', 'Никитина', SICK_TEACHER.family];

/** How a teacher keeps the journal. `care`: how often something is forgotten, 1 is seldom. */
type Habit = { late: boolean; behind: boolean; care: number };
const habits = new WeakMap<Teacher, Habit>();
export function habitOf(teacher: Teacher): Habit {
  const known = habits.get(teacher);
  if (known) return known;
  const random = randomOf('habit', teacher.index, teacher.specialty);
  const tidy = TIDY.includes(teacher.name.family);
  const late = random.chance(0.12) && !tidy;
  const habit = {
    late,
    behind: !late && !tidy && random.chance(0.07),
    care: tidy ? 0.5 : random.pick([1, 1, 1, 2, 4]),
  };
  habits.set(teacher, habit);
  return habit;
}

/** What of a lesson has been entered by now. */
type Entered = { roll: boolean; topic: boolean; homework: boolean };

function enteredBy(lesson: Lesson, habit: Habit, clock: Clock, random: Random): Entered {
  const nothing: Entered = { roll: false, topic: false, homework: false };
  if (lesson.cancelled || lesson.starts > clock.now) return nothing;
  if (lesson.ends > clock.now) {
    const roll = random.chance(0.35);
    return { roll, topic: roll && random.chance(0.4), homework: roll && random.chance(0.1) };
  }
  const age = clock.today - lesson.day;
  if (age === 0) {
    const filled = random.chance(habit.behind ? 0.4 : 0.82);
    return {
      roll: filled || random.chance(0.3),
      topic: filled,
      homework: filled && !habit.late && random.chance(0.75),
    };
  }
  // The few who are behind leave whole lessons of the last week; a control work is always entered.
  const control = lesson.works.some((work) => WORK_TYPES[work.type].control);
  if (habit.behind && age <= 5 && !control && random.chance(0.5)) return nothing;
  const recent = age <= 2 ? 2.5 : 1;
  const kept = (missing: number) => !random.chance(missing * habit.care * recent);
  return {
    roll: kept(0.003) || control,
    topic: kept(0.005),
    homework: habit.late && age === 1 ? random.chance(0.6) : kept(0.01),
  };
}

/** Fills the lessons of a group, and names its control works for the whole year. */
export function keepRecords(group: Group, clock: Clock): void {
  const random = randomOf('records', group.id);
  const story = tellsStory(group.cls.label, group.subject);
  const numbers = new Map<string, number>();
  const held = group.lessons.filter((lesson) => !lesson.cancelled);
  const hours = Math.round((group.hours * (group.cls.grade === 1 ? 33 : 34)) / 100);
  held.forEach((lesson, at) => {
    const { name, part } = topicAt(group.subject, group.cls.grade, at, held.length);
    // Classes of a parallel have a lesson more or less; what is taught at the nth one is their common plan's.
    const planned = topicAt(group.subject, group.cls.grade, at, hours).name;
    const scripted = story ? daysBetween(clock.canonical, lesson.date) : Number.NaN;
    const topic = STORY_TOPICS[scripted] ?? nameWork(lesson, planned, numbers);
    lesson.title = topic;
    const habit = habitOf(lesson.substitute ?? group.teacher);
    const entered = enteredBy(lesson, habit, clock, random);
    if (story && scripted === 0) Object.assign(entered, { roll: false, topic: false, homework: false });
    else if (story && scripted < 0)
      Object.assign(entered, { roll: true, topic: true, homework: STORY_HOMEWORK[scripted] !== null });
    if (entered.roll) lesson.rollAt = lesson.starts + random.between(2, 12) * MINUTE;
    if (entered.topic) {
      lesson.topic = topic;
      lesson.kind = kindOf(lesson, name, part, random);
      lesson.ict = ictOf(group, random);
    }
    if (entered.homework) giveHomework(group, lesson, at, habit, clock, random, STORY_HOMEWORK[scripted]);
  });
}

/** «Контрольная работа № 2 по теме „…“», «Лабораторная работа № 4. …»; control works keep it as their name too. */
function nameWork(lesson: Lesson, topic: string, numbers: Map<string, number>): string {
  const work = lesson.works[0];
  if (!work) return topic;
  const count = () => {
    const number = (numbers.get(work.type) ?? 0) + 1;
    numbers.set(work.type, number);
    return number;
  };
  const { control, name } = WORK_TYPES[work.type];
  if (control) {
    const kind = work.type === 'dictation' ? 'Контрольный диктант' : name;
    work.name = `${kind} № ${count()}`;
    return `${work.name} по теме «${topic.replace(/[«»]/g, '')}»`;
  }
  if (work.type === 'laboratory' || work.type === 'practical') return `${name} № ${count()}. ${topic}`;
  return topic;
}

function kindOf(lesson: Lesson, topic: string, part: number, random: Random): LessonKind {
  const type = lesson.works[0]?.type ?? 'answer';
  if (lesson.group.subject === 'talk' || lesson.group.kind === 'extracurricular') return 'extra';
  if (WORK_TYPES[type].control) return 'control';
  if (type === 'laboratory' || type === 'practical') return type;
  if (/^(Повторение|Обобщение|Итог)/.test(topic)) return 'review';
  if (part === 0) return random.chance(0.75) ? 'new' : 'combined';
  return random.chance(0.7) ? 'practice' : 'combined';
}

const ICT_OFTEN: readonly Ict[] = ['board', 'resource', 'slides', 'slides', 'video', 'test'];
function ictOf(group: Group, random: Random): Ict[] {
  if (group.subject === 'inf') return random.chance(0.3) ? ['device', 'slides'] : ['device'];
  if (group.subject === 'pe' || !random.chance(0.3)) return [];
  const used = random.chance(0.3) ? [random.pick(ICT_OFTEN), random.pick(ICT_OFTEN)] : [random.pick(ICT_OFTEN)];
  return [...new Set(used)].sort();
}

function giveHomework(
  group: Group,
  lesson: Lesson,
  at: number,
  habit: Habit,
  clock: Clock,
  random: Random,
  scripted: string | null | undefined,
): void {
  const invented = SUBJECTS[group.subject].home > 0 ? homeworkFor(group, lesson, at, random) : null;
  const given = scripted ? { text: scripted, minutes: 20 } : scripted === '' ? null : invented;
  const soon = lesson.ends + random.between(-10, 35) * MINUTE;
  const when = habit.late && random.chance(0.7) ? lesson.midnight + 18 * HOUR + random.between(0, 270) * MINUTE : soon;
  lesson.homeworkState = given ? 'given' : 'none';
  lesson.homework = given?.text ?? null;
  lesson.homeworkMinutes = given?.minutes ?? null;
  lesson.homeworkAt = Math.min(when, clock.now);
}
