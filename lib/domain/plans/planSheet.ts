import { LESSON_KIND_LABELS } from '#lib/domain/lessons.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** A plan as a table for paper, Word and Excel; what is taken away can be brought back by the import without loss. */

/** Days of a row in one group: of lessons that have passed it, and of those that will. ISO, in order. */
export type RowDates = { passed: string[]; due: string[] };
export type SheetGroup = { id: number; label: string };
export type PlanSheetSource = {
  subject: string;
  grade: number;
  name: string;
  rows: readonly PlanRow[];
  groups: readonly SheetGroup[];
  /** Row → group → days. */
  dates: ReadonlyMap<string, ReadonlyMap<number, RowDates>>;
  workTypes: readonly { id: number; name: string }[];
};
export type SheetColumn = { key: string; head: string; width: number };
export type SheetRow =
  | { id: string; kind: 'section'; topic: string; hours: number; cells: (string | number)[] | null }
  | { id: string; kind: 'lesson'; cells: (string | number)[] };
export type PlanTable = { columns: SheetColumn[]; rows: SheetRow[]; hours: number };

/** What stands in the number's place of a section that holds more than its name; the import knows it by that. */
const SECTION_SIGN = 'Раздел';

const dayText = (day: string): string => `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
const days = (list: readonly string[] | undefined): string => [...new Set(list ?? [])].map(dayText).join(', ');

type Column = SheetColumn & {
  cell: (row: PlanRow) => string | number;
  /** Stands even when it is empty everywhere. */
  always?: true;
};

/** «Алгебра, 8 класс», with the plan's own name if it has one. */
export const planTitle = ({ subject, grade, name }: Pick<PlanSheetSource, 'subject' | 'grade' | 'name'>): string =>
  `${subject}, ${grade} класс${name === '' ? '' : `, ${name}`}`;

/** The table of a plan. `groupId` null: all groups, a column of days for each. Columns that are empty everywhere are left out. */
export function planTable(source: PlanSheetSource, groupId: number | null): PlanTable {
  const { rows, dates } = source;
  const typeNames = new Map(source.workTypes.map((type) => [type.id, type.name]));
  let number = 0;
  const numbers = new Map(rows.map((row) => [row.id, row.kind === 'lesson' ? (number += 1) : 0]));
  const of = (row: PlanRow, group: number): RowDates | undefined => dates.get(row.id)?.get(group);
  const groups = source.groups.filter((group) => groupId === null || group.id === groupId);
  const [only] = groups;
  const dateColumns: Column[] =
    groups.length === 1 && only
      ? [
          { key: 'due', head: 'Дата план', width: 12, always: true, cell: (row) => days(of(row, only.id)?.due) },
          { key: 'fact', head: 'Дата факт', width: 12, always: true, cell: (row) => days(of(row, only.id)?.passed) },
        ]
      : groups.map(({ id, label }) => ({
          ...{ key: `group${id}`, head: `Дата ${label}`, width: 12, always: true },
          cell: (row) => days([...(of(row, id)?.passed ?? []), ...(of(row, id)?.due ?? [])]),
        }));
  const all: Column[] = [
    { key: 'number', head: '№ п/п', width: 7, always: true, cell: (row) => numbers.get(row.id) ?? '' },
    { key: 'topic', head: 'Тема урока', width: 44, always: true, cell: (row) => row.topic },
    { key: 'hours', head: 'Количество часов', width: 8, always: true, cell: (row) => row.hours },
    ...dateColumns,
    { key: 'type', head: 'Тип урока', width: 16, cell: (row) => (row.type ? LESSON_KIND_LABELS[row.type] : '') },
    { key: 'control', head: 'Вид контроля', width: 16, cell: (row) => typeNames.get(row.control ?? 0) ?? '' },
    { key: 'homework', head: 'Домашнее задание', width: 24, cell: (row) => row.homework },
    { key: 'resources', head: 'ЭОР', width: 28, cell: (row) => row.resources },
    { key: 'results', head: 'Планируемые результаты', width: 32, cell: (row) => row.results },
    { key: 'note', head: 'Примечание', width: 20, cell: (row) => row.note },
    { key: 'correction', head: 'Корректировка', width: 20, cell: (row) => row.correction },
  ];
  const columns = all.filter((column) => column.always || rows.some((row) => column.cell(row) !== ''));
  const sums = new Map<string, number>();
  let section: string | null = null;
  for (const row of rows) {
    if (row.kind === 'section') section = row.id;
    else if (section !== null) sums.set(section, (sums.get(section) ?? 0) + row.hours);
  }
  return {
    columns: columns.map(({ key, head, width }) => ({ key, head, width })),
    rows: rows.map((row): SheetRow => {
      const cells = columns.map((column) => column.cell(row));
      if (row.kind === 'lesson') return { id: row.id, kind: 'lesson', cells };
      const more = columns.some(
        ({ key }, at) => !['number', 'topic', 'hours'].includes(key) && cells[at] !== '' && !key.startsWith('group'),
      );
      return {
        ...{ id: row.id, kind: 'section', topic: row.topic, hours: sums.get(row.id) ?? 0 },
        cells: more
          ? columns.map(({ key }, at) => (key === 'number' ? SECTION_SIGN : key === 'hours' ? '' : (cells[at] ?? '')))
          : null,
      };
    }),
    hours: rows.reduce((sum, row) => sum + (row.kind === 'lesson' ? row.hours : 0), 0),
  };
}

/** What signs a plan (approval block): texts of the school, empty lines to sign otherwise. */
export type SignBlock = { title: string; lines: string[] };
export const DEFAULT_SIGNS = {
  considered: 'на заседании методического объединения\nПротокол № ______\nот «___» ____________ 20___ г.',
  agreed: 'Заместитель директора по УВР\n_____________ / _______________ /\n«___» ____________ 20___ г.',
  approved: 'Директор\n_____________ / _______________ /\nПриказ № ______ от «___» __________ 20___ г.',
} as const;
export type SignTexts = Record<keyof typeof DEFAULT_SIGNS, string>;
export const signBlocks = (texts: SignTexts): SignBlock[] => [
  { title: 'Рассмотрено', lines: texts.considered.split('\n') },
  { title: 'Согласовано', lines: texts.agreed.split('\n') },
  { title: 'Утверждено', lines: texts.approved.split('\n') },
];
