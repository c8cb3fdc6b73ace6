import { dayMonth } from '#lib/domain/time.ts';

/** What can happen to a lesson against the timetable: «Замена», «Объединить», «Перенести», «Отменить», «Самостоятельная работа». */
export const CHANGE_KINDS = ['substitute', 'merge', 'move', 'cancel', 'self'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Вид in the log of substituted lessons (domain: журнал учёта пропущенных и замещённых уроков). */
export const CHANGE_LABELS: Record<ChangeKind, string> = {
  substitute: 'замена',
  merge: 'объединение',
  move: 'перенос',
  cancel: 'отмена',
  self: 'самостоятельная работа',
};

/** Where the timetable puts a lesson. */
export type LessonPlace = { date: string; number: number; room: string };
/** How a lesson deviates from the timetable. `instead`: the subject taught in place of the group's own. */
export type LessonChange = { kind: ChangeKind; instead: string | null; was: LessonPlace };

/** «с 04.12, 3-го урока»: where a moved lesson has come from. */
const fromWhere = ({ was }: LessonChange, date: string): string =>
  was.date === date ? `с ${was.number}-го урока` : `с ${dayMonth(was.date)}, ${was.number}-го урока`;

/** A short word and a sentence about a lesson that deviates, for those who look at its day: families and teachers. */
export function changeSaid(lesson: {
  date: string;
  number: number;
  cancelled: boolean;
  substituted: boolean;
  change: LessonChange | null;
}): { tag: string; words: string } | null {
  const { change, date } = lesson;
  if (lesson.cancelled) return { tag: 'Отменён', words: 'отменён' };
  if (change?.kind === 'move')
    return change.was.date === date && change.was.number === lesson.number
      ? { tag: 'Другой кабинет', words: 'в другом кабинете' }
      : { tag: 'Перенесён', words: `перенесён ${fromWhere(change, date)}` };
  if (change?.kind === 'self') return { tag: 'Самостоятельная', words: 'самостоятельная работа' };
  if (change?.instead) return { tag: 'Замена', words: `вместо него ${lowered(change.instead)}` };
  return lesson.substituted ? { tag: 'Замена', words: 'будет замена' } : null;
}
const lowered = (subject: string): string =>
  /^[А-ЯЁ][а-яё]/.test(subject) ? subject.slice(0, 1).toLowerCase() + subject.slice(1) : subject;

/** What `lesson.changed` says, as a view keeps it; null: by the timetable. */
export const changeOf = (data: {
  kind: ChangeKind | null;
  instead: string | null;
  was: LessonPlace;
}): LessonChange | null =>
  data.kind === null
    ? null
    : {
        kind: data.kind,
        instead: data.instead,
        was: { date: data.was.date, number: data.was.number, room: data.was.room },
      };
