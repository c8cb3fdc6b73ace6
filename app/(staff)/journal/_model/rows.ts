import type { JournalStudent, JournalView } from '#lib/contract/journalView.ts';
import { forecast, formatMean, formatMeanShort, meanOf, type Weighed, weigh } from '#lib/domain/averages.ts';
import { PLAIN_KIND } from '#lib/domain/markKind.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { Column } from './columns.ts';
import { type CellContent, type CellPaint, paintCells, type RowSource, type Rules, rowContent } from './paint.ts';
import { weightIn } from './paintMarks.ts';
import { finalIn, paintTotals, type TotalColumn, type TotalPaint } from './totals.ts';

/** A student's line. `number` is empty for the departed, who stand below in grey. */
export type Row = {
  student: JournalStudent;
  number: string;
  gone: boolean;
  cells: CellPaint[];
  /** «с 16.11, приказ № 209» over the hatched cells. */
  why: { start: number; span: number; text: string; full: string } | null;
  mean: number | null;
  forecast: 5 | 4 | 3 | 2 | null;
  /** By the columns of totals. */
  totals: TotalPaint[];
};
export type PaintedRow = {
  row: Row;
  source: RowSource;
  columns: readonly Column[];
  content: CellContent[];
  rules: Rules;
  /** By column: the sum of its marks and their number, for the foot. */
  sums: { marks: Int16Array; count: Int16Array };
  /** Σ(m·w) and Σw over the period. */
  whole: { sum: number; weight: number };
};

/** «приказ № 209 от 13.11.2026» is too long for a cell; its number says which order it was. */
const orderShort = (order: string): string => order.replace(/\s+от\s.*$/, '');

function whyOf(student: JournalStudent, columns: readonly Column[]): Row['why'] {
  const before = columns.findIndex((c) => c.date >= student.from);
  if (before !== 0) {
    const full = `с ${dayMonth(student.from)}, ${student.orderIn}`;
    const span = before === -1 ? columns.length : before;
    return { start: 0, span, text: `с ${dayMonth(student.from)}, ${orderShort(student.orderIn)}`, full };
  }
  const { to } = student;
  if (to === null) return null;
  const start = columns.findIndex((c) => c.date > to);
  if (start === -1) return null;
  const order = student.orderOut ? `, ${orderShort(student.orderOut)}` : '';
  const full = `по ${dayMonth(to)}${student.orderOut ? `, ${student.orderOut}` : ''}`;
  return { start, span: columns.length - start, text: `по ${dayMonth(to)}${order}`, full };
}

/** The marks of a row as its average sees them, the waiting ones included: the teacher sees what he has typed. */
export function weighed(
  content: readonly CellContent[],
  columns: readonly Column[],
  rules: Pick<Rules, 'weightOf'>,
): Weighed[] {
  return content.flatMap((cell, i) => {
    const column = columns[i];
    return cell.marks.flatMap((value, nth) => {
      const kind = cell.kinds[nth] ?? PLAIN_KIND;
      return value && column ? [{ value, weight: weightIn(kind, column, rules), counted: kind.counted }] : [];
    });
  });
}

export function paintRow(
  source: RowSource,
  columns: readonly Column[],
  line: Pick<Row, 'number' | 'gone'>,
  rules: Rules,
  old: PaintedRow | undefined,
): PaintedRow {
  const { student } = source;
  const same =
    old?.columns === columns && old.rules === rules && old.source.student === student
      ? { source: old.source, content: old.content, cells: old.row.cells }
      : null;
  const filled = rowContent(source, columns, same);
  const whole = weigh(weighed(filled.content, columns, rules));
  const mean = meanOf(whole);
  const { thresholds } = rules;
  const coming = forecast(mean, thresholds);
  const cells = paintCells(filled, columns, rules, same);
  const totals = paintTotals(rules.totals, {
    ...{ gone: line.gone, mean, forecast: coming, thresholds },
    finalOf: (periodId) => finalIn(periodId, source.finals, source.pending),
  });
  const row = { student, ...line, cells, why: whyOf(student, columns), mean, forecast: coming, totals };
  return { row, source, columns, rules, content: filled.content, sums: sumsOf(filled.content), whole };
}

function sumsOf(content: readonly CellContent[]): PaintedRow['sums'] {
  const marks = new Int16Array(content.length);
  const count = new Int16Array(content.length);
  for (const [i, cell] of content.entries())
    for (const [nth, value] of cell.marks.entries())
      if (value && cell.kinds[nth]?.counted !== false) {
        marks[i] = (marks[i] ?? 0) + value;
        count[i] = (count[i] ?? 0) + 1;
      }
  return { marks, count };
}

export const sameSource = (a: RowSource, b: RowSource): boolean =>
  a.student === b.student &&
  (['marks', 'attendance', 'notes', 'finals', 'pending', 'troubles', 'fresh', 'expected'] as const).every(
    (part) => a[part].length === b[part].length && a[part].every((item, i) => item === b[part][i]),
  );

export type Foot = { columns: (string | null)[]; mean: string | null; finals: (string | null)[] };
/** «Средний балл урока»: the class under each column, without the departed, and the class over the period. */
export function footOf(rows: readonly PaintedRow[], columns: readonly Column[], graded: boolean): Foot {
  const listed = rows.filter((painted) => !painted.row.gone);
  const marks = new Int32Array(columns.length);
  const count = new Int32Array(columns.length);
  for (const { sums } of listed)
    for (let i = 0; i < columns.length; i += 1) {
      marks[i] = (marks[i] ?? 0) + (sums.marks[i] ?? 0);
      count[i] = (count[i] ?? 0) + (sums.count[i] ?? 0);
    }
  const whole = { sum: 0, weight: 0 };
  for (const painted of listed) {
    whole.sum += painted.whole.sum;
    whole.weight += painted.whole.weight;
  }
  const mean = meanOf(whole);
  const set = (column: TotalColumn, i: number) =>
    column.period ? listed.filter(({ row }) => row.totals[i]?.text !== '' && !row.totals[i]?.preliminary).length : 0;
  return {
    columns: columns.map((_, i) => {
      const own = meanOf({ sum: marks[i] ?? 0, weight: count[i] ?? 0 });
      return own === null ? null : formatMeanShort(own);
    }),
    mean: mean === null ? null : formatMean(mean),
    finals: (rows[0]?.rules.totals ?? []).map((column, i) => {
      if (column.kind !== 'final' && column.kind !== 'stage') return null;
      // Where no marks are set nothing is missing: «0/26» would read as a debt.
      const count = set(column, i);
      return graded || count > 0 ? `${count}/${listed.length}` : null;
    }),
  };
}

/** Students in the order of the grid: the listed by the view's order, then the departed. */
export function linesOf(
  view: Pick<JournalView, 'students' | 'today'>,
): { student: JournalStudent; number: string; gone: boolean }[] {
  const gone = (student: JournalStudent) => student.to !== null && student.to < view.today;
  const listed = view.students.filter((student) => !gone(student));
  return [
    ...listed.map((student, i) => ({ student, number: String(i + 1), gone: false })),
    ...view.students.filter(gone).map((student) => ({ student, number: '', gone: true })),
  ];
}
