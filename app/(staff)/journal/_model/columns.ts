import type { JournalLesson, JournalView, JournalWork } from '#lib/contract/journalView.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { dayWords, monthName, weekdayName } from '#lib/domain/time.ts';

/** A column of the grid: one work of one lesson. What cells need of it, and nothing that changes while a lesson is filled,
 *  so that a typed topic does not redraw a thousand cells. */
export type Column = {
  /** Stable name of the column, for keys and element ids. */
  key: string;
  lessonId: number;
  workId: number | null;
  /** Of its work; 0 without one. */
  typeId: number;
  date: string;
  /** Hundredths. */
  weight: number;
  /** First column of its lesson: it carries the attendance and the filling bar. */
  first: boolean;
  /** A new month begins here: a strong rule. */
  month: boolean;
  today: boolean;
  cancelled: boolean;
};

/** A lesson's head over its columns. */
export type LessonHead = { lesson: JournalLesson; start: number; works: WorkHead[]; month: boolean };
export type WorkHead = {
  key: string;
  work: JournalWork | null;
  type: WorkTypeRef | null;
  weight: number;
  plain: boolean;
};
export type MonthHead = { name: string; span: number };
export type Columns = { columns: Column[]; lessons: LessonHead[]; months: MonthHead[]; monthStarts: number[] };

/** The ordinary work «Ответ на уроке» stands in every lesson and needs no badge: it is the school's first work type. */
const isPlain = (type: WorkTypeRef | null, weight: number, types: readonly WorkTypeRef[]): boolean =>
  type === null || (type.id === types[0]?.id && weight === type.weight);

export function columnsOf(view: Pick<JournalView, 'lessons' | 'works' | 'workTypes' | 'today'>): Columns {
  const types = new Map(view.workTypes.map((type) => [type.id, type]));
  const worksOf = new Map<number, JournalWork[]>();
  for (const work of view.works) worksOf.set(work.lessonId, [...(worksOf.get(work.lessonId) ?? []), work]);
  const result: Columns = { columns: [], lessons: [], months: [], monthStarts: [] };
  let previous = '';
  for (const lesson of view.lessons) {
    const month = lesson.date.slice(0, 7) !== previous;
    previous = lesson.date.slice(0, 7);
    const start = result.columns.length;
    if (month) {
      result.months.push({ name: monthName(lesson.date), span: 0 });
      result.monthStarts.push(start);
    }
    const own = worksOf.get(lesson.id) ?? [];
    const works = (own.length > 0 ? own : [null]).map((work, nth): WorkHead => {
      const type = (work && types.get(work.typeId)) ?? null;
      const weight = work?.weight ?? type?.weight ?? 100;
      const key = work ? `w${work.id}` : `l${lesson.id}`;
      result.columns.push({
        key,
        lessonId: lesson.id,
        workId: work?.id ?? null,
        typeId: work?.typeId ?? 0,
        date: lesson.date,
        weight,
        first: nth === 0,
        month: month && nth === 0 && start > 0,
        today: lesson.date === view.today,
        cancelled: lesson.cancelled,
      });
      return { key, work, type, weight, plain: isPlain(type, weight, view.workTypes) };
    });
    result.lessons.push({ lesson, start, works, month: month && start > 0 });
    const last = result.months.at(-1);
    if (last) last.span += works.length;
  }
  return result;
}

const fieldsOf = (column: Column): string => Object.values(column).join();
/** The old columns when nothing of them has changed: then no row is drawn anew. */
export const keepColumns = (old: Column[] | null, fresh: Column[]): Column[] =>
  old && old.length === fresh.length && old.every((column, i) => fieldsOf(column) === fieldsOf(fresh[i] ?? column))
    ? old
    : fresh;

/** Where a fresh page stands: the lesson that goes on or comes next today, else the last one held. */
export function openingColumn(heads: readonly LessonHead[], today: string, now: number): number {
  const held = heads.filter((head) => !head.lesson.cancelled);
  const todays = held.filter((head) => head.lesson.date === today);
  const current = todays.find((head) => now < Date.parse(head.lesson.endsAt)) ?? todays.at(-1);
  const past = held.findLast((head) => head.lesson.date < today);
  return (current ?? past ?? held[0] ?? heads[0])?.start ?? 0;
}

/** How a column is announced: «2 декабря, среда, 3 урок, Контрольная работа». */
export function columnWords(head: LessonHead, work: WorkHead): string {
  const { lesson } = head;
  const words = [dayWords(lesson.date), weekdayName(lesson.date).toLowerCase(), `${lesson.number} урок`];
  if (lesson.cancelled) words.push('отменён');
  if (work.type && !work.plain) words.push(work.type.name);
  if (work.weight !== 100) words.push(`вес ${formatWeight(work.weight)}`);
  return words.join(', ');
}
