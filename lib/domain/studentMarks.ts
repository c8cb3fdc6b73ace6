import type {
  FamilyFinal,
  MarksSubject,
  MarksView,
  ResultsView,
  SheetMark,
  StudentMark,
  SubjectRef,
} from '#lib/contract/diaryViews.ts';
import { forecast, weightedMean } from '#lib/domain/averages.ts';
import { isNumericMark } from '#lib/domain/cells.ts';
import { type Trend, trendOf } from '#lib/domain/trend.ts';

/** One subject of «Отметки» with everything that is computed from its marks: the page only prints it. */
export type SubjectMarks = {
  subject: MarksSubject;
  /** In order of their days. */
  marks: StudentMark[];
  /** Marks that are marks: «точка» is none. */
  count: number;
  mean: number | null;
  forecast: 5 | 4 | 3 | 2 | null;
  /** The period mark, when it is set: «Выставлено». */
  set: string | null;
  trend: Trend | null;
};

/** The subjects of the view in its order, those without marks too: that there is nothing yet is said, not hidden. */
export function subjectsOf(view: MarksView): SubjectMarks[] {
  const day = view.today < view.period.ends ? view.today : view.period.ends;
  return view.subjects.map((subject) => {
    const marks = view.marks.filter((mark) => subject.groupIds.includes(mark.groupId));
    const mean = weightedMean(marks);
    return {
      subject,
      marks,
      count: marks.filter((mark) => isNumericMark(mark.value)).length,
      mean,
      forecast: forecast(mean, view.thresholds),
      set: setOf(view.periodMarks, subject, view.period.id),
      trend: trendOf(marks, day),
    };
  });
}

/** A span of days: a period, or the whole school year. */
export type Span = { starts: string; ends: string };

/** One subject over one span, as an examination sheet wants it (003 П6 3.2): all marks, missed lessons, the average. */
export type SheetRow = { marks: SheetMark[]; count: number; missed: number; mean: number | null };
export function sheetOf(view: ResultsView, { groupIds }: SubjectRef, { starts, ends }: Span): SheetRow {
  const inSpan = ({ groupId, date }: { groupId: number; date: string }) =>
    groupIds.includes(groupId) && starts <= date && date <= ends;
  const marks = view.marks.filter(inSpan);
  return {
    marks,
    count: marks.filter((mark) => isNumericMark(mark.value)).length,
    missed: view.missed.filter((lesson) => lesson.absent && inSpan(lesson)).length,
    mean: weightedMean(marks),
  };
}

/** «Выставлено»: a pupil who changed the group within a period has the mark of the later group. */
export const setOf = (finals: readonly FamilyFinal[], { groupIds }: SubjectRef, periodId: number): string | null =>
  finals.findLast((m) => m.periodId === periodId && m.value !== null && groupIds.includes(m.groupId))?.value ?? null;

/** A cell of «Итоги»: what the teacher has set, and what the school's rule would give for the marks so far. */
export type ResultCell = { set: string | null; mean: number | null; forecast: 5 | 4 | 3 | 2 | null };
export function resultOf(view: ResultsView, subject: SubjectRef, period: Span & { id: number }): ResultCell {
  const { mean } = sheetOf(view, subject, period);
  return { set: setOf(view.periodMarks, subject, period.id), mean, forecast: forecast(mean, view.thresholds) };
}
