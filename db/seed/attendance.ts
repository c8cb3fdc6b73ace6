import { STORY_CLASS } from '#db/seed/classes.ts';
import type { Lesson, SchoolClass, Student } from '#db/seed/model.ts';
import { randomOf } from '#db/seed/random.ts';
import { ABSENT_TODAY } from '#db/seed/story.ts';

/** Who was away, late or released, lesson by lesson. Illness comes in spells of several days and covers them whole; the
 *  homeroom teacher has given a reason for most of it, later for the newest. */

export type Reason = 'excused' | 'unexcused' | 'ill';
export type Away =
  | { code: 'absent'; why: Reason; reason: Reason | null }
  | { code: 'late'; minutes: number }
  | { code: 'remote' }
  | { code: 'exempt' };
/** What happened to a student at the lesson of this day and number; null: he was simply there. */
export type Whereabouts = (student: Student, lesson: Lesson) => Away | null;

/** Chance per school day that a spell begins; together about 6 % of all lessons are missed, 1 % begun late. */
const FALLS_ILL = 0.0084;
const TAKEN_OUT = 0.003;
const LEAVES_EARLY = 0.004;
const COMES_LATE = 0.045;
const TRUANT = 0.03;

type Spell = { from: number; to: number; firstLesson: number; why: Reason; reason: Reason | null };
type Diary = {
  spells: Spell[];
  late: Map<number, number>;
  exempt: [number, number][];
  remote: [number, number] | null;
};

/** Plans the days up to today (an index into the school days) for every student of a building. */
export function planAttendance(classes: readonly SchoolClass[], today: number): Whereabouts {
  const diaries = new Map<Student, Diary>();
  for (const cls of classes) for (const student of cls.students) diaries.set(student, diaryOf(student, cls, today));
  return (student, lesson) => {
    const diary = diaries.get(student);
    if (!diary) return null;
    const { day, number } = lesson;
    const spell = diary.spells.find((s) => s.from <= day && day <= s.to && (day > s.from || number >= s.firstLesson));
    if (spell) return { code: 'absent', why: spell.why, reason: spell.reason };
    if (diary.remote && diary.remote[0] <= day && day <= diary.remote[1]) return { code: 'remote' };
    if (lesson.group.subject === 'pe' && diary.exempt.some(([from, to]) => from <= day && day <= to))
      return { code: 'exempt' };
    const minutes = number === 1 ? diary.late.get(day) : undefined;
    return minutes === undefined ? null : { code: 'late', minutes };
  };
}

function diaryOf(student: Student, cls: SchoolClass, today: number): Diary {
  const random = randomOf('attendance', student.id);
  const diary: Diary = { spells: [], late: new Map(), exempt: [], remote: null };
  if (student.form === 'home') return diary;
  const frail = 0.4 + 1.4 * random.next();
  const truant = random.chance(cls.grade >= 7 ? TRUANT : 0);
  // A reason is given after the return: nearly always for old absences, seldom on the day itself.
  const reasoned = (why: Reason, last: number): Reason | null => {
    const age = today - last;
    return random.chance(age > 2 ? 0.93 : age > 0 ? 0.7 : 0.3) ? why : null;
  };
  const away = (from: number, length: number, why: Reason, firstLesson = 1) => {
    const to = from + length - 1;
    diary.spells.push({ from, to, firstLesson, why, reason: reasoned(why, Math.min(to, today)) });
    return to;
  };
  for (let day = 0; day <= today; day += 1) {
    const season = day > 35 ? 1.35 : day < 10 ? 0.6 : 1;
    if (random.chance(FALLS_ILL * frail * season)) {
      day = away(day, random.between(3, 8), 'ill');
      if (random.chance(0.35)) diary.exempt.push([day + 1, day + random.between(5, 10)]);
    } else if (random.chance(TAKEN_OUT)) day = away(day, random.between(1, 3), 'excused');
    else if (random.chance(LEAVES_EARLY)) away(day, 1, random.chance(0.6) ? 'excused' : 'ill', random.between(3, 5));
    else if (random.chance(truant ? 0.06 : 0.0014))
      away(day, 1, 'unexcused', random.chance(0.5) ? 1 : random.between(2, 6));
    else if (random.chance(COMES_LATE * (truant ? 3 : 1)))
      diary.late.set(day, 3 + random.int(4) * random.between(1, 4));
  }
  if (random.chance(0.003)) diary.remote = [today - 12, today - 8];
  if (cls.label === STORY_CLASS) tellStory(student, diary, today);
  return diary;
}

/** 8Б as its story tells: two away today for reasons nobody knows yet, Ковалёв late for the first lesson. */
function tellStory(student: Student, diary: Diary, today: number): void {
  const name = `${student.name.family} ${student.name.given}`;
  diary.spells = diary.spells.filter((spell) => spell.to < today - 2);
  if (ABSENT_TODAY.some((absent) => absent === name))
    diary.spells.push({ from: today, to: today, firstLesson: 1, why: 'ill', reason: null });
  if (name !== 'Ковалёв Михаил') return;
  diary.spells = diary.spells.filter((spell) => spell.to < today - 24);
  diary.spells.push({ from: today - 6, to: today - 6, firstLesson: 5, why: 'excused', reason: 'excused' });
  diary.late = new Map([[today, 5]]);
}
