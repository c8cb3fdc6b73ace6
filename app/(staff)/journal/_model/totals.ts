import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalFinal, JournalPeriod, JournalView } from '#lib/contract/journalView.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { finalText, finalWords, periodShort } from '#lib/domain/finals.ts';
import { markTone } from '#lib/domain/marks.ts';
import { type Basis, basisOf, numberOf, type PeriodValue } from '#lib/domain/periodMarks.ts';

/** The columns at the right: marks of the periods before, «Ср. балл», «Прогноз», «Итог», and in the year's last period «Год»,
 *  «Экзамен», «Итоговая». */
export type TotalColumn = {
  key: string;
  kind: 'before' | 'mean' | 'forecast' | 'final' | 'stage';
  /** The period whose marks it holds; null for «Ср. балл» and «Прогноз». */
  period: JournalPeriod | null;
  /** What «Предварительно» of a stage rests on: all periods and stages of the year, those without a column here too. */
  rests: readonly JournalPeriod[];
  title: string;
  words: string;
  /** rem */
  width: number;
};

const CLASS = { before: 't1', mean: 't2', forecast: 't3', final: 't4', stage: 't5' } as const;
export const totalClass = ({ kind }: TotalColumn): string => CLASS[kind];
export const totalId = (studentId: number, key: string): string => `${key}-${studentId}`;
export const totalsWidth = (columns: readonly TotalColumn[]): number => columns.reduce((sum, c) => sum + c.width, 0);

/** `staged`: a mark of the year stands already, so its columns are shown before the last period too. */
export function totalColumns(
  { period, periods, stages }: Pick<JournalView, 'period' | 'periods' | 'stages'>,
  staged: boolean,
): TotalColumn[] {
  const before = periods.filter((other) => other.ends < period.starts);
  const last = periods.every((other) => other.ends <= period.ends);
  const final = periodShort(period.label);
  const held = (kind: TotalColumn['kind'], of: JournalPeriod, title: string, words: string, width: number) => ({
    ...{ key: `p${of.id}`, kind, period: of, title, words, width },
    rests: kind === 'stage' ? [...periods, ...stages] : [],
  });
  const computed = { period: null, rests: [] };
  return [
    ...before.map((of) => held('before', of, periodShort(of.label), `Отметка, ${of.label}`, 2)),
    { ...computed, key: 'mean', kind: 'mean', title: 'Ср.\nбалл', words: 'Средневзвешенный балл', width: 3.125 },
    { ...computed, key: 'forecast', kind: 'forecast', title: 'Прогноз', words: 'Прогноз', width: 3.625 },
    held('final', period, `Итог\n${final}`, `Итог, ${period.label}`, 3.25),
    ...(last || staged ? stages.map((of) => held('stage', of, STAGE_TITLES[of.kind] ?? of.label, of.label, 2.75)) : []),
  ];
}
const STAGE_TITLES: Partial<Record<JournalPeriod['kind'], string>> = { exam: 'Экз.', final: 'Ито-\nговая' };

/** A period mark as it would stand after all that waits has been saved. */
export type ShownFinal = { value: PeriodValue | null; grounds: string | null; by: string | null; waiting: boolean };
const NO_FINAL: ShownFinal = { value: null, grounds: null, by: null, waiting: false };

export function finalIn(periodId: number, finals: readonly JournalFinal[], pending: readonly NewCommand[]): ShownFinal {
  const waiting = pending.findLast((c) => c.name === 'periodMark.set' && c.input.periodId === periodId);
  if (waiting?.name === 'periodMark.set') {
    const { value, grounds } = waiting.input;
    return { value, grounds, by: null, waiting: true };
  }
  const final = finals.find((known) => known.periodId === periodId);
  return final ? { value: final.value, grounds: final.grounds, by: final.by, waiting: false } : NO_FINAL;
}

export type TotalPaint = {
  text: string;
  tone: string;
  /** «Предварительно»: computed, not set. */
  preliminary: boolean;
  waiting: boolean;
  label: string | null;
};

type Parts = {
  gone: boolean;
  mean: number | null;
  forecast: number | null;
  thresholds: readonly [number, number, number];
  finalOf(periodId: number): ShownFinal;
};

/** What «Предварительно» of a column rests on. */
export function basisFor(column: TotalColumn, parts: Omit<Parts, 'gone' | 'forecast'>): Basis {
  const { mean, thresholds, finalOf } = parts;
  if (!column.period) return { mean, preliminary: null };
  const setIn = (kinds: readonly string[]) =>
    column.rests.flatMap(({ id, kind }) => (kinds.includes(kind) ? [finalOf(id).value] : []));
  const [year = null] = setIn(['year']);
  const [exam = null] = setIn(['exam']);
  return basisOf(column.period.kind, { mean, periods: setIn(['quarter', 'half']), year, exam }, thresholds);
}

const toneOf = (mark: number | null): string => (mark === null ? '' : `text-${markTone(mark)}`);
const PLAIN: TotalPaint = { text: '', tone: '', preliminary: false, waiting: false, label: null };

export function paintTotals(columns: readonly TotalColumn[], parts: Parts): TotalPaint[] {
  const { gone, mean, forecast, finalOf } = parts;
  return columns.map((column): TotalPaint => {
    if (column.kind === 'mean') return mean === null ? PLAIN : { ...PLAIN, text: formatMean(mean) };
    if (column.kind === 'forecast')
      return gone || forecast === null ? PLAIN : { ...PLAIN, text: String(forecast), tone: toneOf(forecast) };
    const { value, waiting } = finalOf(column.period?.id ?? 0);
    if (value !== null)
      return {
        ...{ text: finalText(value), preliminary: false, waiting },
        tone: column.kind === 'before' ? '' : toneOf(numberOf(value)),
        label: `выставлено: ${numberOf(value) === null ? finalWords(value) : value}`,
      };
    const { preliminary } = basisFor(column, parts);
    if (gone || column.kind === 'before' || preliminary === null) return { ...PLAIN, waiting };
    const text = String(preliminary);
    return { text, tone: '', preliminary: true, waiting, label: `предварительно ${text}` };
  });
}
