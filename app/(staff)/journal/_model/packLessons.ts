import type { JournalLesson, JournalView, JournalWork } from '#lib/contract/journalView.ts';
import type { FileRef } from '#lib/domain/files.ts';
import type { LessonDraft, LessonPass } from '#lib/domain/plans/drafts.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import { addMinutes, instantIn } from '#lib/domain/time.ts';

/** Lessons and works as short lists. What is the same from week to week (number, bells, room) is written once; homework is
 *  due at the next lesson unless it says otherwise; an ordinary work is three numbers. */
export type PackedLessons = {
  /** Number, starts, ends, room. */
  hours: [number, string, string, string][];
  lessons: PackedLesson[];
  works: PackedWork[];
  /** Place of the lesson in the list, what it is offered from the plan. */
  drafts: [number, LessonDraft][];
  /** Place of the lesson, what was said of it and the plan; as a topic alone says it: version, then the rows. */
  passes: [number, LessonPass | [number, ...string[]]][];
};
type PackedHomework = [
  state: 0 | 1,
  text: string | null,
  minutes: number | null,
  due?: [number | null, string | null] | 0,
  links?: HomeworkLink[],
];
type PackedLesson = [
  id: number,
  date: string,
  hours: number,
  homeworkAfter: number,
  flags: number,
  versions: number[],
  topic: string | null,
  kind: JournalLesson['kind'],
  homework: PackedHomework | 0,
  ict: JournalLesson['ict'] | 0,
  substitute: string | 0,
  files?: FileRef[],
];
/** Id, index of its lesson, type; then, when they are out of the ordinary, number, name, weight, version. */
type PackedWork = [number, number, number, ...([number, string | null, number | null, number] | [])];

const [CANCELLED, ROLL] = [1, 2];
type Due = Pick<NonNullable<JournalLesson['homework']>, 'dueId' | 'dueDate'>;
/** The lesson that homework of the one at `index` is due at, if nobody has changed it. */
function nextOf(lessons: readonly Pick<JournalLesson, 'id' | 'date' | 'cancelled'>[], index: number): Due {
  const next = lessons.slice(index + 1).find((lesson) => !lesson.cancelled);
  return { dueId: next?.id ?? null, dueDate: next?.date ?? null };
}

export function packLessons({ lessons, works }: Pick<JournalView, 'lessons' | 'works'>, tz: string): PackedLessons {
  const hours: PackedLessons['hours'] = [];
  const known = new Map<string, number>();
  const hoursOf = (l: JournalLesson): number => {
    const key = `${l.number} ${l.starts} ${l.ends} ${l.room}`;
    const found = known.get(key) ?? hours.push([l.number, l.starts, l.ends, l.room]) - 1;
    known.set(key, found);
    return found;
  };
  const homeworkOf = (l: JournalLesson, index: number): PackedHomework | 0 => {
    if (!l.homework) return 0;
    const { state, text, minutes, dueId, dueDate, links } = l.homework;
    const usual = nextOf(lessons, index);
    const due =
      usual.dueId === dueId && usual.dueDate === dueDate ? 0 : ([dueId, dueDate] as [number | null, string | null]);
    const given = state === 'given' ? 1 : 0;
    if (links.length > 0) return [given, text, minutes, due, links];
    return due === 0 ? [given, text, minutes] : [given, text, minutes, due];
  };
  const place = new Map(lessons.map((l, i) => [l.id, i]));
  const orders = new Map<number, number>();
  return {
    hours,
    lessons: lessons.map((l, i) => {
      const after = (Date.parse(l.homeworkBy) - instantIn(l.date, l.starts, tz).getTime()) / 60_000;
      const flags = (l.cancelled ? CANCELLED : 0) + (l.roll ? ROLL : 0);
      const versions = [l.topicV, l.kindV, l.homeworkV, l.ictV, l.rollV, ...(l.changeV > 0 ? [l.changeV] : [])];
      const ict = l.ict.length > 0 ? l.ict : 0;
      const substitute = l.substitute ?? 0;
      const { topic, kind, files } = l;
      const short = [
        l.id,
        l.date,
        hoursOf(l),
        after,
        flags,
        versions,
        topic,
        kind,
        homeworkOf(l, i),
        ict,
        substitute,
      ] as const;
      return files.length > 0 ? [...short, files] : [...short];
    }),
    drafts: lessons.flatMap(({ draft }, i) => (draft ? [[i, draft] as [number, LessonDraft]] : [])),
    passes: lessons.flatMap(({ pass }, i) => (pass ? [[i, packPass(pass)] as PackedLessons['passes'][number]] : [])),
    works: works.map((w) => {
      const order = (orders.get(w.lessonId) ?? 0) + 1;
      orders.set(w.lessonId, order);
      const plain = w.number === order && w.name === null && w.weight === null && w.v === 1;
      const head = [w.id, place.get(w.lessonId) ?? -1, w.typeId] as const;
      return plain ? [...head] : [...head, w.number, w.name, w.weight, w.v];
    }),
  };
}

const packPass = (pass: LessonPass): LessonPass | [number, ...string[]] =>
  pass.how === 'rows' && !pass.decided && pass.reason === null ? [pass.v, ...pass.rows] : pass;
function unpackPass(packed: LessonPass | [number, ...string[]] | undefined): LessonPass | null {
  if (!Array.isArray(packed)) return packed ?? null;
  const [v, ...rows] = packed;
  return { how: 'rows', rows, reason: null, decided: false, v };
}

export function unpackLessons(packed: PackedLessons, tz: string): Pick<JournalView, 'lessons' | 'works'> {
  const drafts = new Map(packed.drafts);
  const passes = new Map(packed.passes);
  const plain = packed.lessons.map(([id, date, , , flags]) => ({ id, date, cancelled: (flags & CANCELLED) !== 0 }));
  const lessons = packed.lessons.map((entry, i): JournalLesson => {
    const [id, date, hour, after, flags, versions, topic, kind, homework, ict, substitute, files = []] = entry;
    const [number = 0, starts = '00:00', ends = '00:00', room = ''] = packed.hours[hour] ?? [];
    const [topicV = 0, kindV = 0, homeworkV = 0, ictV = 0, rollV = 0, changeV = 0] = versions;
    const begins = instantIn(date, starts, tz);
    return {
      ...{ id, date, number, starts, ends, room, topic, topicV, kind, kindV, homeworkV, ictV, rollV, changeV },
      homework: homework === 0 ? null : unpackHomework(homework, nextOf(plain, i)),
      files,
      draft: drafts.get(i) ?? null,
      pass: unpackPass(passes.get(i)),
      ict: ict === 0 ? [] : ict,
      substitute: substitute === 0 ? null : substitute,
      startsAt: begins.toISOString(),
      endsAt: instantIn(date, ends, tz).toISOString(),
      homeworkBy: addMinutes(begins, after).toISOString(),
      cancelled: (flags & CANCELLED) !== 0,
      roll: (flags & ROLL) !== 0,
    };
  });
  const orders = new Map<number, number>();
  const works = packed.works.map(([id, place, typeId, number, name = null, weight = null, v = 1]): JournalWork => {
    const order = (orders.get(place) ?? 0) + 1;
    orders.set(place, order);
    return { id, lessonId: lessons[place]?.id ?? 0, number: number ?? order, typeId, name, weight, v };
  });
  return { lessons, works };
}

function unpackHomework(
  [state, text, minutes, due, links = []]: PackedHomework,
  usual: Due,
): NonNullable<JournalLesson['homework']> {
  const { dueId, dueDate } = due ? { dueId: due[0], dueDate: due[1] } : usual;
  return { state: state === 1 ? 'given' : 'none', text, minutes, dueId, dueDate, links };
}
