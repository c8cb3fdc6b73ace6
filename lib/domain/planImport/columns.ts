import { lines } from '#lib/domain/planImport/source.ts';

/** What a column of a source is taken for, by the words of its head alone. */

export const COLUMN_USES = [
  'number',
  'section',
  'topic',
  'hours',
  'hoursControl',
  'hoursPractical',
  'hoursLab',
  'date',
  'fact',
  'type',
  'control',
  'homework',
  'resources',
  'results',
  'note',
  'correction',
  'extra',
  'none',
] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];
export const COLUMN_USE_LABELS: Record<ColumnUse, string> = {
  number: '№ урока',
  section: 'Раздел',
  topic: 'Тема урока',
  hours: 'Часы',
  hoursControl: 'Контрольные (часы)',
  hoursPractical: 'Практические (часы)',
  hoursLab: 'Лабораторные (часы)',
  date: 'Дата план',
  fact: 'Дата факт',
  type: 'Тип урока',
  control: 'Вид контроля',
  homework: 'Домашнее задание',
  resources: 'ЭОР',
  results: 'Планируемые результаты',
  note: 'Примечание',
  correction: 'Корректировка',
  extra: 'В примечание с названием',
  none: 'Не переносить',
};

/** Letters and digits of a head: hyphens join («к-сть», «зміс-тові»), everything else parts. */
export const headKey = (text: string): string =>
  lines(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(\p{L})[-‑]\s*(?=\p{L})/gu, '$1')
    .replace(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim();

/** «7 «А»», «8-Б», «10а класс»; «7/31» as some towns number their classes. */
const CLASS_NAME = /^(?:1[01]|[1-9])\s*[-/ ]?\s*[«"„]?\s*\p{L}\s*[»"“]?(?:\s*кл(?:асс?|\.)?)?$/iu;
/** «Раздел 1», «Тема II», «Глава третья»: how a section begins, so no head of a column. */
export const SECTION_START =
  /^(?:раздел|подраздел|глава|тема|модуль|блок|часть|цикл|розділ|підрозділ|бөлім|unit|module|section|chapter|part)(?!\p{L})\s*(?:№\s*)?(?:[ivxlіхс]+|\d{1,3}(?:\.\d{1,2})*)(?![\p{L}\p{N}])/iu;

type Rule = readonly [use: ColumnUse, words: RegExp];
/** The first that fits wins: «Дата корректировки» is a date, «Планируемые результаты» are no plan of dates. */
const RULES: readonly Rule[] = [
  ['none', /^(?:№ )?(?:урока )?в (?:теме|разделе)$|^теор\p{L}*$|час\p{L}* теор/u],
  [
    'number',
    /^(?:№|n|no|номер|урок|п п|пп|з п|lesson|no п п)(?: (?:п п|пп|з п|урок[аиу]?|занят\p{L}*|темы|по порядку|lesson))*$/u,
  ],
  ['fact', /дат\p{L}* (?:по )?корр|корр\p{L}* дат/u],
  ['correction', /коррект|причин/u],
  ['homework', /дом\p{L}* *зад|зад\p{L}* (?:на )?дом|^д з$|^дз$|домашн|homework|тапсырм/u],
  ['results', /результат|ууд|универсальн|предметн|личностн|компетен|требован|^знать|уметь|outcome|objective/u],
  ['resources', /эор|цор|электронн|цифров|интернет|ресурс|resources/u],
  ['hoursControl', /^контрольные(?: работы)?$|^кр$|(?:час|годин|колво|количество).*контрол/u],
  ['hoursPractical', /^практические(?: работы)?$|^практика$|^пр$|(?:час|годин|колво|количество).*практич/u],
  ['hoursLab', /^лабораторные(?: работы)?$|^лр$|(?:час|годин|колво|количество).*лаборат/u],
  [
    'hours',
    /(?:колво|количество|ксть|кіль?к|число|объем).*(?:час|годин|год|урок|ч$)|^(?:всего )?час(?:ы|ов|а)?$|^всего$|^годин[иа]?$|^hours?$|^ч$|сағат/u,
  ],
  ['fact', /факт/u],
  [
    'type',
    /тип (?:и )?(?:урок|занят|форм)|^тип$|вид\p{L}* (?:урок|занят)|форм\p{L}* (?:проведен|организац|урок|занят)|lesson type/u,
  ],
  ['topic', /тем[аыи]?\p{L}* уро|тем\p{L}* занят/u],
  ['control', /контрол|вид\p{L}* работ|оценоч|аттестац|измерит|лабораторн|практич\p{L}* работ/u],
  ['date', /дат[аыуеи]|срок|термін|календар|^кален|недел|тижд|месяц|^число$|^план\p{L}*$|по плану|^date/u],
  ['note', /примеч|приміт|^прим$|комментар|заметк|^notes?$|comment|ескерт/u],
  [
    'section',
    /^(?:название |наименование |номер )?(?:раздел\p{L}*|розділ\p{L}*|тем\p{L}* раздел\p{L}*|section|unit|модул\p{L}*|блок|глава)(?: (?:программы|курса|темы))?$/u,
  ],
  ['topic', /тема|темы|тематик|содержан|наименован|назван|зміст|^topic|^theme|тақырып/u],
];

/** What a head says of its column; null: it says nothing that is known. */
export function columnUse(head: string): ColumnUse | null {
  const text = lines(head);
  if (text === '' || text.length > 120 || SECTION_START.test(text)) return null;
  if (CLASS_NAME.test(text.replace(/\n/g, ' '))) return 'date';
  const key = headKey(text);
  return RULES.find(([, words]) => words.test(key))?.[0] ?? null;
}

/** How surely a column with such a head holds the topics of lessons, of several that might. */
export function topicRank(head: string): number {
  const key = headKey(head);
  if (/тем\p{L}* (?:уро|занят)/u.test(key)) return 4;
  if (/^тем[аы]|тематик|topic|theme/u.test(key)) return 3;
  return /раздел|наименован|назван/u.test(key) ? 2 : 1;
}

/** Words of the second row of a head: «всего», «план», «факт», a class. */
const SUB =
  /^(?:всего|план\p{L}*|факт\p{L}*|по (?:плану|факту)|контр\p{L}*(?: раб\p{L}*)?|практ\p{L}*(?: раб\p{L}*)?|лаб\p{L}*(?: раб\p{L}*)?|теор\p{L}*|дата|даты|№|п п|в теме|урока?|к ?р|п ?р|л ?р|недел\p{L}*|корр\p{L}*|предметн\p{L}*|метапредметн\p{L}*|личностн\p{L}*|познавательн\p{L}*|регулятивн\p{L}*|коммуникативн\p{L}*)$/u;
export const isSubHead = (text: string): boolean =>
  CLASS_NAME.test(text.replace(/\n/g, ' ')) || SUB.test(headKey(text));
