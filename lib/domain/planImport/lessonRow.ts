import type { LessonKind } from '#lib/domain/lessons.ts';
import type { ColumnUse } from '#lib/domain/planImport/columns.ts';
import {
  type ControlType,
  controlByHours,
  controlInTopic,
  controlOf,
  kindByControl,
} from '#lib/domain/planImport/controls.ts';
import type { PlanColumn } from '#lib/domain/planImport/heads.ts';
import type { RecognisedRow } from '#lib/domain/planImport/recognised.ts';
import { oneLine, type PlanGrid } from '#lib/domain/planImport/source.ts';
import { datesOf, GLUED_TOTAL, hoursOf, lessonKindOf, lessonNumbers } from '#lib/domain/planImport/words.ts';
import { PLAN_CELL } from '#lib/domain/plans/rows.ts';

/** A lesson out of one row of a table. What has no place of its own goes into the note under its column's name: nothing is lost
 *  in silence. */
export type LessonCells = { row: RecognisedRow; doubts: string[]; oddDates: boolean };

export function lessonRow(
  grid: PlanGrid,
  row: number,
  columns: readonly PlanColumn[],
  types: readonly ControlType[],
  { timed, topic: given }: { timed: boolean; topic: string },
): LessonCells {
  const doubts: string[] = [];
  const notes: string[] = [];
  const of = (use: ColumnUse): PlanColumn[] => columns.filter((column) => column.use === use);
  const read = (column: PlanColumn): string => grid.text(row, column.at);
  const texts = (use: ColumnUse): string => {
    const own = of(use).filter(
      (column, at, all) => read(column) !== '' && all.findIndex((one) => read(one) === read(column)) === at,
    );
    const named = of(use).length > 1 && own.some((column) => column.head !== own[0]?.head);
    return own
      .map((column) => (named && column.head !== '' ? `${oneLine(column.head)}: ${read(column)}` : read(column)))
      .join('\n');
  };
  const keepAside = (column: PlanColumn, text: string): void => {
    notes.push(column.head === '' ? text : `${oneLine(column.head)}: ${text}`);
  };

  const glued = GLUED_TOTAL.exec(given);
  if (glued) doubts.push(`К теме был приклеен итог «${oneLine(glued[0]).slice(0, 60)}»: отрезан.`);
  const topic = given.replace(GLUED_TOTAL, '');

  let type: LessonKind | null = null;
  for (const column of of('type')) {
    const text = read(column);
    if (text === '') continue;
    const kind = lessonKindOf(text);
    if (kind && type === null) type = kind;
    else keepAside(column, text);
  }
  let control: ControlType | null = null;
  const hourly = (['hoursControl', 'hoursPractical', 'hoursLab'] as const).flatMap((use) =>
    of(use).map((column) => ({ use, column })),
  );
  for (const { use, column } of hourly) {
    const text = read(column);
    if (text === '' || text === '0' || text === '-' || text === '–') continue;
    const found = hoursOf(text) ? controlByHours(use, types) : (controlOf(text, types)?.type ?? null);
    if (found && control === null) control = found;
    if (!found || !hoursOf(text)) keepAside(column, text);
  }
  for (const column of of('control')) {
    const text = read(column);
    if (text === '') continue;
    const found = controlOf(text, types);
    if (found && control === null) control = found.type;
    if (!found?.whole || control !== found.type) keepAside(column, text);
  }
  if (of('control').length === 0 && hourly.length === 0) {
    const found = controlInTopic(topic, types);
    if (found) control = found.type;
  }
  if (type === null && control && of('type').length === 0) type = kindByControl(control);

  for (const column of of('extra')) if (read(column) !== '') keepAside(column, read(column));
  const own = texts('note');
  const { hours, doubt } = hoursHere(grid, row, of('hours'), of('number')[0], timed);
  if (doubt) doubts.push(doubt);
  const [plan, fact] = [datesIn(of('date').map(read)), datesIn(of('fact').map(read))];
  const oddDates = plan.odd || fact.odd;
  if (oddDates) doubts.push('Дата не разобрана.');
  const cut = (text: string): string => {
    if (text.length > PLAN_CELL) doubts.push(`Текст длиннее ${PLAN_CELL} знаков: обрезан.`);
    return text.slice(0, PLAN_CELL);
  };
  return {
    ...{ doubts, oddDates },
    row: {
      ...{ kind: 'lesson', topic: cut(topic), hours, type, control: control?.id ?? null },
      ...{ homework: cut(texts('homework')), resources: cut(texts('resources')), results: cut(texts('results')) },
      ...{ note: cut([own, ...notes].filter(Boolean).join('\n')), correction: cut(texts('correction')) },
      ...{ dates: plan.dates, facts: fact.dates },
    },
  };
}

const datesIn = (cells: readonly string[]): { dates: string[]; odd: boolean } => {
  const read = cells.filter((text) => text !== '').map(datesOf);
  return { dates: read.flatMap((one) => one.dates), odd: read.some((one) => one.odd) };
};

/** Hours of a row: its cell, a share of a cell merged over several rows, the lessons its number names, or one. */
function hoursHere(
  grid: PlanGrid,
  row: number,
  hours: readonly PlanColumn[],
  number: PlanColumn | undefined,
  timed: boolean,
): { hours: number; doubt: string | null } {
  const counted = number ? (lessonNumbers(grid.text(row, number.at))?.count ?? null) : null;
  const column = hours.find(({ at }) => grid.text(row, at) !== '');
  if (!column) return { hours: counted ?? 1, doubt: timed ? 'Часы не указаны: записан один на номер.' : null };
  const found = hoursOf(grid.text(row, column.at));
  if (!found)
    return { hours: counted ?? 1, doubt: `Часы «${oneLine(grid.text(row, column.at)).slice(0, 20)}» не разобраны.` };
  const { top, bottom } = grid.span(row, column.at);
  const shared = bottom - top + 1;
  if (shared > 1) {
    const share = Math.floor(found.hours / shared) + (row - top < found.hours % shared ? 1 : 0);
    return { hours: share, doubt: `Часы ${found.hours} были одни на ${shared} строки: разделены.` };
  }
  if (found.odd)
    return { hours: found.hours, doubt: `Часы «${oneLine(grid.text(row, column.at))}» записаны как ${found.hours}.` };
  const doubt =
    counted !== null && counted > 1 && counted !== found.hours ? `Номеров ${counted}, а часов ${found.hours}.` : null;
  return { hours: found.hours, doubt };
}
