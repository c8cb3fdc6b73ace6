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
