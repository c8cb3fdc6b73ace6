import { abilityIn, markFor } from '#db/seed/abilities.ts';
import type { Whereabouts } from '#db/seed/attendance.ts';
import { commentOn, noteTo } from '#db/seed/comments.ts';
import type { Row } from '#db/seed/copy.ts';
import type { Group, Lesson, Student, Teacher, Work } from '#db/seed/model.ts';
import { type Random, randomOf } from '#db/seed/random.ts';
import { type Clock, habitOf } from '#db/seed/records.ts';
import { KOVALYOV, KOVALYOV_MARKS, STORY_FROM, tellsStory } from '#db/seed/story.ts';
import { SUBJECTS } from '#db/seed/subjects.ts';
import { WORK_TYPES, type WorkTypeKey } from '#db/seed/workTypes.ts';
import type { Weighed } from '#lib/domain/averages.ts';
import { daysBetween } from '#lib/domain/time.ts';

/** Marks of a group: works of the whole class get one from everybody present, an ordinary lesson three to six of those who were
 *  asked longest ago. Densities of a real class: 4–6 events in a quarter at an hour a week, about 12 at five. */

export const MARK_COLUMNS = [
  'school_id',
  'work_id',
  'student_id',
  'number',
  'lesson_id',
  'group_id',
  'class_id',
  'subject_id',
  'on_date',
  'value',
  'previous',
  'set_at',
  'set_by',
  'value_v',
  'comment',
  'comment_v',
] as const;
export const NOTE_COLUMNS = ['school_id', 'work_id', 'student_id', 'author_id', 'group_id', 'note'] as const;

/** `first`: the marks of each student in the first quarter, what his period mark is made of. */
export type MarkSheet = { marks: Row[]; notes: Row[]; first: Map<Student, Weighed[]> };
export type Setting = { schoolId: number; subjectId: number; clock: Clock; quarterEnds: string; away: Whereabouts };

const MINUTE = 60_000;
/** A teacher enters a mark in so long, ms. */
const PER_MARK = 17_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHARES: Partial<Record<WorkTypeKey, number>> = {
  homework: 0.4,
  notebook: 0.85,
  classwork: 0.5,
  byHeart: 0.6,
  retold: 0.35,
  report: 0.2,
};
/** Share of a class that is asked in an ordinary lesson, by hundredths of hours a week: the fewer lessons, the more. */
const ANSWERING: readonly (readonly [upTo: number, share: number])[] = [
  [50, 0.5],
  [100, 0.36],
  [250, 0.27],
  [300, 0.23],
  [400, 0.16],
];
const TWO_MARKS: readonly WorkTypeKey[] = ['dictation', 'essay', 'retelling'];
/** Shares of all marks . */
const COMMENTED = 0.03;
const NOTED = 0.0012;
const NOTED_IN_STORY = 0.02;
const CORRECTED = 0.012;
const DOUBLED = 0.025;
/** Of weak written works of the last days: handed in later, a «точка» meanwhile. */
const UNSUBMITTED = 0.1;
/** Control works with a few marks missing, and those of the last three weeks not marked at all yet. */
const UNFINISHED = 0.12;
const NOT_MARKED = 0.07;

/** A student while the marks of a group are being set: his ability, and how often he has been asked. */
type Asked = { student: Student; ability: number; count: number };

export function setMarks(group: Group, setting: Setting): MarkSheet {
  const sheet: MarkSheet = { marks: [], notes: [], first: new Map() };
  if (!SUBJECTS[group.subject].graded || group.cls.grade === 1) return sheet;
  const random = randomOf('marks', group.id);
  const asked = group.members.map((student) => ({ student, ability: abilityIn(student, group), count: 0 }));
  const writer = new Writer(group, setting, sheet, random);
  for (const lesson of group.lessons) {
    if (lesson.starts > setting.clock.now) break;
    // Neither topic nor roll: nothing of the lesson has been entered yet, marks included.
    if (lesson.topic === null && lesson.rollAt === null) continue;
    if (lesson.ends > setting.clock.now) continue;
    const present = asked.filter(
      ({ student }) => isThere(student, lesson) && setting.away(student, lesson)?.code !== 'absent',
    );
    for (const work of lesson.works) {
      const from = writer.begun(lesson, work);
      if (from > setting.clock.now) continue;
      const unfinished = WORK_TYPES[work.type].control && random.chance(UNFINISHED);
      const missing = new Set(unfinished ? random.shuffle(present).slice(0, random.between(1, 4)) : []);
      const chosen = new Set(choose(present, work, group.hours, random).filter((one) => !missing.has(one)));
      present.forEach((one, at) => {
        const told = writer.told(one, lesson, work);
        const marked = told === undefined ? chosen.has(one) : told !== null;
        if (marked)
          writer.mark(one, lesson, work, Math.min(from + at * PER_MARK, setting.clock.now), told ?? undefined);
      });
    }
  }
  return sheet;
}

/** Whether a student belongs to the class on the day of a lesson. */
export const isThere = (student: Student, lesson: Lesson): boolean =>
  student.from <= lesson.date && (student.to === null || lesson.date <= student.to);

/** Who gets a mark for this work: everybody, a share, or a few in turn. */
function choose(present: readonly Asked[], work: Work, hours: number, random: Random): readonly Asked[] {
  if (WORK_TYPES[work.type].control) return present;
  if (work.type === 'answer') {
    // Those asked seldom come first, but not like clockwork.
    const turn = [...present].sort((a, b) => a.count - b.count || a.student.id - b.student.id);
    const share = ANSWERING.find(([upTo]) => hours <= upTo)?.[1] ?? 0.09;
    return turn.slice(0, Math.ceil(present.length * share * 2)).filter(() => random.chance(0.5));
  }
  const share = SHARES[work.type] ?? 0.93;
  return present.filter(({ student }) => student.form === 'full' && random.chance(share));
}

class Writer {
  readonly #group: Group;
  readonly #setting: Setting;
  readonly #sheet: MarkSheet;
  readonly #random: Random;
  readonly #story: boolean;

  constructor(group: Group, setting: Setting, sheet: MarkSheet, random: Random) {
    this.#group = group;
    this.#setting = setting;
    this.#sheet = sheet;
    this.#random = random;
    this.#story = tellsStory(group.cls.label, group.subject);
  }

  /** What the story says of this mark: its value, null for none, undefined when it says nothing. */
  told(one: Asked, lesson: Lesson, work: Work): number | null | undefined {
    if (!this.#story || one.student.name.family !== KOVALYOV) return undefined;
    const day = daysBetween(this.#setting.clock.canonical, lesson.date);
    return day < STORY_FROM ? undefined : (KOVALYOV_MARKS[`${day}:${work.number}`] ?? null);
  }

  mark(one: Asked, lesson: Lesson, work: Work, at: number, told: number | undefined): void {
    const random = this.#random;
    const { clock } = this.#setting;
    const author = lesson.substitute ?? this.#group.teacher;
    if (told !== undefined) {
      this.#write(one, lesson, work, 1, told, null, at, author);
      return;
    }
    const { control } = WORK_TYPES[work.type];
    let value = markFor(one.ability, work.type, random.normal());
    const recent = clock.today - lesson.day <= 8;
    if (!control && work.type !== 'answer' && recent && value <= 3 && random.chance(UNSUBMITTED)) value = 0;
    const corrected = value > 2 && random.chance(CORRECTED);
    this.#write(one, lesson, work, 1, value, corrected ? value - 1 : null, at, author);
    const doubled = value > 0 && random.chance(TWO_MARKS.includes(work.type) ? 0.8 : DOUBLED);
    if (doubled) this.#write(one, lesson, work, 2, markFor(one.ability, work.type, random.normal()), null, at, author);
  }

  /** When the marks of a work begin to be set: oral ones in the lesson, written works come back after one to five days. */
  begun(lesson: Lesson, work: Work): number {
    const random = this.#random;
    if (!WORK_TYPES[work.type].written) return lesson.starts + random.between(8, 26) * MINUTE;
    const author = lesson.substitute ?? this.#group.teacher;
    const days = this.#story ? 1 : habitOf(author).behind ? 9 : random.chance(NOT_MARKED) ? 22 : random.between(1, 5);
    const at = lesson.midnight + days * DAY + 15 * HOUR + random.between(0, 240) * MINUTE;
    // Before the first quarter closes everything is marked.
    const { quarterEnds } = this.#setting;
    return lesson.date > quarterEnds ? at : Math.min(at, Date.parse(`${quarterEnds}T13:00:00Z`));
  }

  #write(
    one: Asked,
    lesson: Lesson,
    work: Work,
    number: 1 | 2,
    value: number,
    previous: number | null,
    at: number,
    author: Teacher,
  ): void {
    const { schoolId, subjectId } = this.#setting;
    const { student } = one;
    const random = this.#random;
    const type = WORK_TYPES[work.type];
    const comment = value > 0 && number === 1 && random.chance(COMMENTED) ? commentOn(value, work.type, random) : null;
    one.count += 1;
    this.#sheet.marks.push([
      schoolId,
      work.id,
      student.id,
      number,
      lesson.id,
      this.#group.id,
      this.#group.cls.id,
      subjectId,
      lesson.date,
      value,
      previous,
      new Date(at).toISOString(),
      author.id,
      previous === null ? 1 : 2,
      comment,
      comment === null ? 0 : 1,
    ]);
    if (type.control && number === 1 && value > 0) lesson.done += 1;
    if (number === 1 && random.chance(this.#story ? NOTED_IN_STORY : NOTED)) {
      this.#sheet.notes.push([schoolId, work.id, student.id, author.id, this.#group.id, noteTo(random)]);
    }
    if (lesson.date > this.#setting.quarterEnds) return;
    const first = this.#sheet.first.get(student) ?? [];
    first.push({ value, weight: type.weight });
    this.#sheet.first.set(student, first);
  }
}
