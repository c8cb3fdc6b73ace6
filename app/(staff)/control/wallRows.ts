import type { FillingRow } from '#app/(staff)/control/FillingTable.tsx';
import type { WallLesson, WallView } from '#lib/contract/wallView.ts';
import { deadlinesOf, type Tally, type TallyOf, tally, tallyBy, tallyByGrade } from '#lib/domain/wall.ts';

export type WallRows = {
  deadlines: Map<number, number>;
  all: Tally;
  grades: { grade: number; tally: Tally }[];
  teachers: FillingRow[];
  classes: FillingRow[];
};

/** Everything the wall counts of one view at one minute, once for all its panes. */
export function wallRows(view: WallView, minute: number): WallRows {
  const deadlines = deadlinesOf(view);
  const classes = new Map(view.classes.map((c) => [c.id, `${c.grade}${c.letter}`]));
  const teachers = new Map(view.teachers.map((teacher) => [teacher.id, teacher.name]));
  const place = (lesson: WallLesson) => `${lesson.number}-й урок`;
  const rowsOf = (names: Map<number, string>, where: (lesson: WallLesson) => string) => (row: TallyOf<number>) => ({
    id: row.key,
    name: names.get(row.key) ?? '—',
    tally: row.tally,
    firstEmpty: row.firstEmpty,
    where: row.firstEmpty ? where(row.firstEmpty) : '',
  });
  return {
    deadlines,
    all: tally(view.lessons, deadlines, minute),
    grades: tallyByGrade(view, minute),
    teachers: tallyBy(view.lessons, (lesson) => lesson.teacherId, deadlines, minute).map(
      rowsOf(teachers, (lesson) => `${classes.get(lesson.classId) ?? ''}, ${place(lesson)}, ${lesson.subject}`),
    ),
    classes: tallyBy(view.lessons, (lesson) => lesson.classId, deadlines, minute).map(
      rowsOf(classes, (lesson) => `${place(lesson)}, ${lesson.subject}`),
    ),
  };
}
