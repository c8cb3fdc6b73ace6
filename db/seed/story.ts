import type { Sex } from '#db/seed/names.ts';
import type { TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';

/** The people and days that the demo is told with: class 8Б, its algebra, the named logins and one case of each kind that a
 *  school journal stumbles over. Days are counted from the canonical day, the one the demo opens at. */

export type StoryChild = {
  /** Class label and surname in its masculine form; `family` when the child bears it otherwise. */
  cls: string;
  surname: string;
  family?: string;
  given: string;
  sex: Sex;
  father: string;
  /** Instead of the regular patronymic; null: none at all. */
  patronymic?: string | null;
  /** Children with one key are brothers and sisters. */
  home?: string;
  form?: 'home';
  paper?: boolean;
  refused?: boolean;
  /** Days from the canonical one: came on, left after. */
  cameOn?: number;
  leftOn?: number;
};

const CLASS_8B = `Абрамов:Дарья:f:Сергей Беляев:Артём:m:Николай Васильев:Полина:f:Андрей Воронцов:Глеб:m:Игорь
  Гордеев:Тимур:m:Руслан Данилов:София:f:Александр Егоров:Максим:m:Алексей Ершов:Кирилл:m:Павел Жуков:Алиса:f:Дмитрий
  Зотов:Никита:m:Олег Исаев:Вероника:f:Роман Корнилов:Анна:f:Евгений Лаптев:Роман:m:Виктор Макаров:Ева:f:Антон
  Мельник:Фёдор:m:Станислав Назаров:Камила:f:Тимур Орешкин:Денис:m:Юрий Панов:Ульяна:f:Максим Савельев:Мария:f:Михаил
  Сорокин:Илья:m:Андрей Тихонов:Варвара:f:Константин Устинов:Лев:m:Вадим Филатов:Кира:f:Сергей Шестаков:Егор:m:Иван`
  .split(/\s+/)
  .map((entry): StoryChild => {
    const [surname = '', given = '', sex = '', father = ''] = entry.split(':');
    return { cls: '8Б', surname, given, sex: sex === 'm' ? 'm' : 'f', father, paper: surname === 'Орешкин' };
  });

export const STORY_CHILDREN: readonly StoryChild[] = [
  ...CLASS_8B,
  { cls: '8Б', surname: 'Ковалёв', given: 'Михаил', sex: 'm', father: 'Дмитрий', home: 'kovalyov' },
  { cls: '3А', surname: 'Ковалёв', given: 'Анна', sex: 'f', father: 'Дмитрий', home: 'kovalyov' },
  { cls: '8Б', surname: 'Рожков', given: 'Степан', sex: 'm', father: 'Илья', cameOn: -16 },
  { cls: '8Б', surname: 'Громов', given: 'Яна', sex: 'f', father: 'Артём', leftOn: -12 },
  { cls: '2А', surname: 'Орлов', given: 'Вера', sex: 'f', father: 'Сергей', home: 'orlova' },
  { cls: '5В', surname: 'Самарин', given: 'Павел', sex: 'm', father: 'Роман', home: 'samarina' },
  { cls: '7Б', surname: 'Лосев', given: 'Григорий', sex: 'm', father: 'Антон', form: 'home' },
  { cls: '3Б', surname: 'Терентьев', given: 'Захар', sex: 'm', father: 'Василий', paper: true },
  { cls: '8В', surname: 'Суханов', given: 'Маргарита', sex: 'f', father: 'Вячеслав', refused: true },
  // Names that break naive code: no patronymic, оглы and кызы, a surname without gender, two surnames, «ё» at the front.
  {
    cls: '6Б',
    surname: 'Мамедов',
    given: 'Тимур',
    sex: 'm',
    father: 'Эльчин',
    patronymic: 'Эльчин оглы',
    home: 'mamedov',
  },
  {
    cls: '2Б',
    surname: 'Мамедов',
    given: 'Лейла',
    sex: 'f',
    father: 'Эльчин',
    patronymic: 'Эльчин кызы',
    home: 'mamedov',
  },
  { cls: '4В', surname: 'Саидов', given: 'Амир', sex: 'm', father: 'Фаррух', patronymic: null, home: 'saidov' },
  { cls: '7А', surname: 'Ким', given: 'Виктория', sex: 'f', father: 'Сергей' },
  { cls: '9Б', surname: 'Долгих', given: 'Роман', sex: 'm', father: 'Олег' },
  { cls: '10Б', surname: 'Салтыков', family: 'Салтыкова-Белова', given: 'Арина', sex: 'f', father: 'Денис' },
  { cls: '11А', surname: 'Ёлкин', given: 'Пётр', sex: 'm', father: 'Лев' },
];

/** Grown-ups of the families above. A `teacher` is a member of staff, by family name, who is a parent too. */
export type StoryParent = { relation: string; name: string; sex: Sex } | { relation: string; teacher: string };
export const STORY_PARENTS: Readonly<Record<string, readonly StoryParent[]>> = {
  kovalyov: [
    { relation: 'мать', name: 'Ковалёва Наталья Игоревна', sex: 'f' },
    { relation: 'отец', name: 'Ковалёв Дмитрий Олегович', sex: 'm' },
  ],
  orlova: [
    { relation: 'мать', teacher: 'Орлова' },
    { relation: 'отец', name: 'Орлов Сергей Николаевич', sex: 'm' },
  ],
  samarina: [
    { relation: 'мать', teacher: 'Самарина' },
    { relation: 'отец', name: 'Самарин Роман Юрьевич', sex: 'm' },
  ],
  mamedov: [
    { relation: 'отец', name: 'Мамедов Эльчин Рауф оглы', sex: 'm' },
    { relation: 'мать', name: 'Мамедова Севда Ариф кызы', sex: 'f' },
  ],
  saidov: [{ relation: 'отец', name: 'Саидов Фаррух', sex: 'm' }],
};

/** Demo logins and who they are: staff by family name, the parent and the pupil by full name. */
export const LOGINS = {
  admin: 'Князев Антон Игоревич',
  director: 'Морозова Галина Петровна',
  deputy: 'Лебедева Ирина Сергеевна',
  homeroom: 'Никитина Ольга Сергеевна',
  teacher: 'Орлова Елена Викторовна',
  teacher2: 'Гусева Марина Андреевна',
  parent: 'Ковалёва Наталья Игоревна',
  student: 'Ковалёв Михаил Дмитриевич',
} as const;

/** Орлова teaches it, Гусева may write in it too; the canonical moment is the middle of its Wednesday lesson. */
export const STORY_GROUP = { cls: '8Б', subject: 'alg', second: 'Гусева' } as const;
/** Whether this class and subject are the story's. */
export const tellsStory = (label: string, subject: string): boolean =>
  label === STORY_GROUP.cls && subject === STORY_GROUP.subject;
export const STORY_PLACES: readonly (readonly [weekday: number, number: number])[] = [
  [1, 3],
  [3, 3],
  [5, 2],
];

/** Works of that group by day: the type of the lesson's own work, then of a second one. */
export type StoryWork = 'answer' | 'independent' | 'homework' | 'control' | 'notebook';
export const STORY_WORKS: ReadonlyMap<number, readonly StoryWork[]> = new Map<number, readonly StoryWork[]>([
  ...[-26, -21, -16, -9, -7, 0, 5, 7, 12, 14, 16].map((day): [number, StoryWork[]] => [day, ['answer']]),
  [-23, ['independent']],
  [-19, ['homework']],
  [-14, ['independent']],
  [-12, ['control']],
  [-5, ['independent', 'notebook']],
  [-2, ['homework']],
  [2, ['independent']],
  [9, ['control']],
]);
export const STORY_TOPICS: Readonly<Record<number, string>> = {
  [-16]: 'Иррациональные числа',
  [-14]: 'Квадратные корни. Арифметический квадратный корень',
  [-12]: 'Контрольная работа № 2 по теме «Рациональные дроби»',
  [-9]: 'Анализ контрольной работы. Функция y = √x',
  [-7]: 'Уравнение x² = a',
  [-5]: 'Самостоятельная работа № 4. Нахождение приближённых значений квадратного корня',
  [-2]: 'Квадратный корень из произведения и дроби',
};
export const STORY_HOMEWORK: Readonly<Record<number, string | null>> = {
  [-7]: null,
  [-5]: '',
  [-2]: '§ 16, № 398, 401',
};
/** From this day on the marks of the pupil of the demo login are those below and no others. */
export const STORY_FROM = -30;
export const KOVALYOV = 'Ковалёв';
/** Михаил Ковалёв in that group, by day and number of the work; with a five today his mean is 4,41. */
export const KOVALYOV_MARKS: Readonly<Record<string, number>> = {
  '-26:1': 4,
  '-23:1': 4,
  '-19:1': 5,
  '-14:1': 5,
  '-12:1': 4,
  '-5:1': 4,
  '-5:2': 5,
};

/** On sick leave, from … to, days from the canonical one; substitutions are ordered up to tomorrow. */
export const SICK_TEACHER = { family: 'Зайцева', from: -16, to: 9 } as const;
/** Away tomorrow: for the whole day, or for the last lesson only. */
export const AWAY_TOMORROW: readonly {
  family: string;
  reason: TeacherAbsenceReason;
  last: boolean;
  orderNo: string | null;
}[] = [
  { family: 'Белова', reason: 'courses', last: false, orderNo: '127-к' },
  { family: 'Руднев', reason: 'dayoff', last: true, orderNo: null },
];
/** Classes of the demo family: what stands in their timetable is told elsewhere. */
export const DEMO_CLASSES: readonly string[] = ['8Б', '3А'];
/** A deputy who teaches herself writes absences down. */
export const ORDERING_DEPUTY = 'Седова';
/** This group has more control works than 10 % of its hours. */
export const OVERTESTED = { cls: '7Г', subject: 'geo' } as const;
/** A weak class: its marks fall as in a real class. */
export const WEAK_CLASS = '9Г';
/** Away today for an unknown reason. */
export const ABSENT_TODAY = ['Беляев Артём', 'Мельник Фёдор'] as const;

/** Means in algebra, by family name in 8Б: how able each of them is. */
export const STORY_MEANS: Readonly<Record<string, number>> = {
  Абрамова: 4.62,
  Беляев: 4.0,
  Васильева: 4.71,
  Воронцов: 3.47,
  Гордеев: 4.29,
  Данилова: 4.47,
  Егоров: 3.8,
  Ершов: 3.15,
  Жукова: 4.92,
  Зотов: 3.69,
  Исаева: 4.29,
  Ковалёв: 4.41,
  Корнилова: 4.46,
  Лаптев: 3.13,
  Макарова: 4.52,
  Мельник: 3.82,
  Назарова: 4.38,
  Орешкин: 3.33,
  Панова: 3.9,
  Рожков: 3.73,
  Савельева: 5.0,
  Сорокин: 3.56,
  Тихонова: 4.76,
  Устинов: 3.29,
  Филатова: 5.0,
  Шестаков: 3.67,
  Громова: 3.67,
};
