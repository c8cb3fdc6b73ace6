/** The school's directory of work types. Weights in hundredths: control works count double. */

export type WorkTypeKey = keyof typeof TYPES;
type WorkType = { name: string; short: string; weight: number; control: boolean; written: boolean };

const plain = (name: string, short: string): WorkType => ({ name, short, weight: 100, control: false, written: false });
const written = (name: string, short: string): WorkType => ({ ...plain(name, short), written: true });
const control = (name: string, short: string): WorkType => ({ ...written(name, short), weight: 200, control: true });

const TYPES = {
  answer: plain('Ответ на уроке', 'Отв'),
  homework: plain('Домашнее задание', 'Д/з'),
  classwork: plain('Работа на уроке', 'Раб'),
  independent: written('Самостоятельная работа', 'С/р'),
  check: written('Проверочная работа', 'П/р'),
  control: control('Контрольная работа', 'К/р'),
  dictation: control('Диктант', 'Дикт'),
  retelling: control('Изложение', 'Изл'),
  essay: control('Сочинение', 'Соч'),
  credit: control('Зачёт', 'Зач'),
  exam: control('Экзамен', 'Экз'),
  test: written('Тестирование', 'Тест'),
  terms: written('Предметный диктант', 'П/д'),
  practical: written('Практическая работа', 'Пр/р'),
  laboratory: written('Лабораторная работа', 'Л/р'),
  listening: written('Контроль аудирования', 'Ауд'),
  vocabulary: written('Контроль лексики', 'Лекс'),
  map: written('Работа с картами', 'Карта'),
  byHeart: plain('Чтение наизусть', 'Наиз'),
  retold: plain('Пересказ текста', 'Перес'),
  report: plain('Доклад/Презентация', 'Докл'),
  project: plain('Проект', 'Проект'),
  standard: plain('Сдача норматива', 'Норм'),
  notebook: { ...plain('Ведение тетради', 'Тет'), weight: 50 },
} as const satisfies Record<string, WorkType>;

export const WORK_TYPES: Readonly<Record<WorkTypeKey, WorkType>> = TYPES;
export const WORK_TYPE_KEYS = Object.keys(TYPES) as WorkTypeKey[];
