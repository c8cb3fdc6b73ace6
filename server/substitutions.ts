import type { IncomingMessage, ServerResponse } from 'node:http';
import { substitutionLog } from '#db/queries/substitutionLog.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { PAY_CODES } from '#lib/domain/payCodes.ts';
import {
  LOG_FACT_LABELS,
  LOG_KIND_LABELS,
  type LogRow,
  parseLogAsked,
  payTotals,
  rowHours,
  type SubstitutionLog,
} from '#lib/domain/substitutionLog.ts';
import { dayFull, monthName } from '#lib/domain/time.ts';
import { createAsker } from '#server/asker.ts';
import { sendRefusal } from '#server/http.ts';
import { type Cell, type Sheet, sendWorkbook } from '#server/workbook.ts';

/** Logs a second that one session may take, and how many at once. */
const RATE = 0.2;
const BURST = 10;

/** GET /api/substitutions?month=2026-12&who=ID&kind=…: the log of substituted lessons as an Excel workbook. */
export function createSubstitutionsHandler(limited: boolean) {
  const asker = createAsker(limited, { rate: RATE, burst: BURST, words: 'выгрузок', retryAfter: 5 });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await asker(request, response);
    if (!actor) return;
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const of = (name: string) => query.get(name) ?? undefined;
    const log = await substitutionLog(actor, (today) =>
      parseLogAsked({ month: of('month'), who: of('who'), kind: of('kind') }, today),
    );
    if (!log) return sendRefusal(response, notFound());
    const { month } = log.asked;
    const title = `${monthName(`${month}-01`)} ${month.slice(0, 4)}`;
    const who = log.people.find((person) => person.id === log.asked.who)?.name;
    const name = ['Журнал замещённых уроков', title, who].filter(Boolean).join(', ');
    await sendWorkbook(response, `${name}.xlsx`, [logSheet(log, actor.school.name, title), paySheet(log, title)]);
  };
}

const hours = (hundredths: number): number => hundredths / 100;
const hoursOf = (row: LogRow): number | null => {
  const told = rowHours(row);
  return told === null ? null : hours(told);
};

const COLUMNS: readonly (readonly [head: string, width: number, cell: (row: LogRow) => Cell])[] = [
  ['Дата', 11, (row) => dayFull(row.date)],
  ['Урок', 6, (row) => row.number],
  ['Класс', 8, (row) => row.className],
  ['Предмет по расписанию', 22, (row) => row.subject],
  ['Отсутствовал', 18, (row) => row.teacher.name],
  ['Причина', 13, (row) => row.reason],
  ['Заменил', 18, (row) => row.substitute?.name ?? ''],
  ['Предмет, тема фактически', 36, (row) => row.taught],
  ['Вид', 20, (row) => [LOG_KIND_LABELS[row.kind], row.detail].filter(Boolean).join(' ')],
  ['Факт', 13, (row) => LOG_FACT_LABELS[row.fact]],
  ['Часов', 7, (row) => hoursOf(row)],
  ['Оплата', 8, (row) => (row.substitute && row.paid !== null ? (row.paid ? 'да' : 'нет') : '')],
  ['Код', 6, (row) => (row.paid ? row.payCode : '')],
  ['Приказ №', 11, (row) => row.orderNo],
  ['от', 11, (row) => row.orderOn && dayFull(row.orderOn)],
  ['Подпись', 12, () => ''],
];

const logSheet = (log: SubstitutionLog, school: string, title: string): Sheet => ({
  name: 'Журнал',
  title: ['Журнал учёта пропущенных и замещённых уроков', school, title],
  columns: [{ head: '№', width: 5 }, ...COLUMNS.map(([head, width]) => ({ head, width }))],
  rows: log.rows.map((row, at) => [at + 1, ...COLUMNS.map(([, , cell]) => cell(row))]),
});

const paySheet = (log: SubstitutionLog, title: string): Sheet => ({
  name: 'К оплате',
  title: ['К оплате: проведённые уроки, часов', title],
  columns: [
    { head: 'Учитель', width: 24 },
    { head: 'Уроков', width: 9 },
    ...PAY_CODES.map((head) => ({ head, width: 8 })),
    { head: 'Всего', width: 9 },
  ],
  rows: payTotals(log.rows).map((total) => [
    total.name,
    total.lessons,
    ...PAY_CODES.map((code) => (total.hours[code] === undefined ? null : hours(total.hours[code]))),
    hours(total.all),
  ]),
});
