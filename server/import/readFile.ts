import { type AscElement, readAsc } from '#lib/domain/timetableImport/asc.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import { readSpreadsheet } from '#lib/domain/timetableImport/spreadsheet.ts';
import { decodeText, readCsv } from '#server/import/csv.ts';
import { Unreadable } from '#server/import/unreadable.ts';
import { openArchive } from '#server/import/unzip.ts';
import { readWorkbook } from '#server/import/xlsx.ts';
import { readXml } from '#server/import/xml.ts';

/** How far a reading has come, in hundredths, and what it does. */
export type Step = (percent: number, words: string) => void;

const begins = (bytes: Buffer, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** Reads a timetable out of a file. What it is, its bytes tell: an .xlsx may be called .csv, and a name means nothing. */
export function readTimetableFile(bytes: Buffer, fileName: string, step: Step = () => undefined): Draft {
  if (bytes.length === 0) throw new Unreadable('Файл пустой.');
  const draft = read(bytes, fileName, step);
  if (draft.lessons.length === 0)
    throw new Unreadable(
      draft.kind === 'asc'
        ? 'В файле aSc нет расставленных уроков: в программе выгружайте готовое расписание.'
        : 'В таблице не найдено расписание: нужны названия классов («5А»), дни недели и номера или время уроков.',
    );
  return draft;
}

function read(bytes: Buffer, fileName: string, step: Step): Draft {
  if (begins(bytes, 0x50, 0x4b)) {
    step(5, 'Распаковка');
    const { sheets, hidden } = readWorkbook(openArchive(bytes), (done, of) =>
      step(5 + (done / of) * 65, 'Чтение листов'),
    );
    const draft = readSpreadsheet(sheets, (done) =>
      step(70 + (done / sheets.length) * 25, 'Поиск классов, дней и уроков'),
    );
    return { ...draft, layout: [...draft.layout, ...hidden.map((name) => `«${name}»: скрытый лист, не читался`)] };
  }
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new Unreadable(
      'Это старый формат .xls или защищённая книга: откройте файл в Excel и сохраните как .xlsx без пароля.',
    );
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46))
    throw new Unreadable('Это PDF: нужна таблица .xlsx, .csv или выгрузка aSc .xml.');
  const head = decodeText(bytes.subarray(0, 2000)).trimStart();
  if (/^<(!doctype html|html|table|meta)/i.test(head))
    throw new Unreadable('Это веб-страница: откройте файл в Excel и сохраните как .xlsx.');
  if (head.startsWith('<')) return readAscFile(bytes, step);
  step(10, 'Чтение таблицы');
  const sheet = readCsv(bytes, fileName.replace(/\.[a-zа-я]{1,5}$/i, '') || 'Таблица');
  step(60, 'Поиск классов, дней и уроков');
  return readSpreadsheet([sheet]);
}

/** The parts of an aSc export that a timetable is made of. */
const KEPT = new Set([
  'timetable',
  'period',
  'daysdef',
  'day',
  'weeksdef',
  'termsdef',
  'subject',
  'teacher',
  'classroom',
  'class',
  'group',
  'lesson',
  'card',
]);
const KEPT_LIMIT = 100_000;
function readAscFile(bytes: Buffer, step: Step): Draft {
  step(10, 'Чтение выгрузки aSc');
  const elements: AscElement[] = [];
  readXml(bytes, {
    open(name, attributes, depth) {
      if (depth === 1 && name !== 'timetable')
        throw new Unreadable('Это не выгрузка aSc Timetables: в ней не тот корневой элемент.');
      if (!KEPT.has(name)) return;
      if (elements.length >= KEPT_LIMIT)
        throw new Unreadable('В выгрузке слишком много записей: это не расписание одной школы.');
      elements.push({ name, attributes });
    },
  });
  step(60, 'Сопоставление карточек');
  return readAsc(elements);
}
