import { LESSON_KIND_LABELS } from '#lib/domain/lessons.ts';
import type { PlanState } from '#lib/domain/plans/life.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { dayFull } from '#lib/domain/time.ts';

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
type SheetColumn = { key: string; head: string; width: number };
export type SheetRow =
  | { id: string; kind: 'section'; topic: string; hours: number; cells: (string | number)[] | null }
  | { id: string; kind: 'lesson'; cells: (string | number)[] };
/** What the head of a printed plan tells. */
export type PlanHeading = Pick<PlanSheetSource, 'subject' | 'grade' | 'name' | 'groups'> & {
  /** «2026/2027». */
  year: string;
  teachers: string[];
  state: PlanState;
  /** The version approved last; null: none yet. */
  approval: { number: number; on: string; by: string } | null;
  /** Hours of the year by the curriculum, of each group. */
  due: { label: string; hours: number }[];
};
export type PlanTable = { columns: SheetColumn[]; rows: SheetRow[]; hours: number };

/** What stands in the number's place of a section that holds more than its name; the import knows it by that. */
export const SECTION_SIGN = 'Раздел';

const days = (list: readonly string[] | undefined): string => [...new Set(list ?? [])].map(dayFull).join(', ');

type Column = SheetColumn & {
  cell: (row: PlanRow) => string | number;
  /** Stands even when it is empty everywhere. */
  always?: true;
};

/** What no printer, Word or Excel takes: controls, which a document may hold all the same. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const plain = (text: string): string => text.replace(UNPRINTABLE, '');
const printable = (column: Column): Column => ({
  ...column,
  cell: (row) => {
    const value = column.cell(row);
    return typeof value === 'string' ? plain(value) : value;
  },
});

/** «Алгебра, 8 класс», with the plan's own name if it has one. */
export const planTitle = ({ subject, grade, name }: Pick<PlanSheetSource, 'subject' | 'grade' | 'name'>): string =>
  `${subject}, ${grade} класс${name === '' ? '' : `, ${name}`}`;

/** The table of a plan. `groupId` null: all groups, a column of days for each. Columns that are empty everywhere are left out. */
export function planTable(source: PlanSheetSource, groupId: number | null): PlanTable {
  const { rows, dates } = source;
  const typeNames = new Map(source.workTypes.map((type) => [type.id, type.name]));
  const numbers = new Map(rows.filter((row) => row.kind === 'lesson').map((row, at) => [row.id, at + 1]));
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
  const columns = all.map(printable).filter((column) => column.always || rows.some((row) => column.cell(row) !== ''));
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
      const more =
        row.topic.trim() === '' ||
        columns.some(
          ({ key }, at) => !['number', 'topic', 'hours'].includes(key) && cells[at] !== '' && !key.startsWith('group'),
        );
      return {
        ...{ id: row.id, kind: 'section', topic: plain(row.topic), hours: sums.get(row.id) ?? 0 },
        cells: more
          ? columns.map(({ key }, at) => (key === 'number' ? SECTION_SIGN : key === 'hours' ? '' : (cells[at] ?? '')))
          : null,
      };
    }),
    hours: rows.reduce((sum, row) => sum + (row.kind === 'lesson' ? row.hours : 0), 0),
  };
}

/** Characters of one of the three texts. */
export const SIGN_TEXT = 300;
/** What signs a plan (approval block): texts of the school, empty lines to sign otherwise. */
type SignBlock = { title: string; lines: string[] };
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

/** What stands under the title: for whom, by whom, how many hours, which version is approved. */
export function headLines(plan: PlanHeading, table: PlanTable, group: string | null): string[] {
  const due = plan.due.find((one) => one.label === group) ?? plan.due[0];
  return [
    planTitle(plan),
    [
      group === null ? plan.groups.map((one) => one.label).join(', ') : group,
      `${plan.year} учебный год`,
      plan.teachers.length > 0 ? plan.teachers.join(', ') : '',
    ]
      .filter(Boolean)
      .join(' · '),
    `Часов по плану: ${table.hours}${due && due.hours > 0 ? `, по учебному плану: ${due.hours}` : ''}`,
    approvalWords(plan),
  ].filter(Boolean);
}

const approvalWords = ({ approval, state }: PlanHeading): string => {
  if (!approval) return 'Не утверждён';
  const changed = state === 'approved' ? '' : ', с изменениями после утверждения';
  return `Версия ${approval.number} утверждена ${dayFull(approval.on)} (${approval.by})${changed}`;
};
