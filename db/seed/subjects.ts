import type { WorkTypeKey } from '#db/seed/workTypes.ts';

/** Subjects of the demo school and how each is taught: what is written, how often, how much is set for home. */

export type Subject = {
  name: string;
  short: string;
  /** False: no marks («Разговоры о важном», ОРКСЭ, courses). */
  graded: boolean;
  /** How much easier (+) or harder (−) marks come than on average, in deviations of ability. */
  level: number;
  /** Share of lessons with homework, and its usual length in minutes. */
  home: number;
  minutes: number;
  /** Control works in the order they come round; empty: none. */
  big: readonly WorkTypeKey[];
  /** Shorter works of the whole class, and after how many lessons one comes. */
  small: readonly WorkTypeKey[];
  every: number;
};
export type SubjectKey = keyof typeof SUBJECTS_BY_KEY;

const subject = (name: string, short: string, rest: Partial<Subject> = {}): Subject => ({
  name,
  short,
  graded: true,
  level: 0,
  home: 0.8,
  minutes: 20,
  big: ['control'],
  small: ['independent', 'test', 'check'],
  every: 4,
  ...rest,
});
const ungraded = (name: string, short: string): Subject =>
  subject(name, short, { graded: false, home: 0, big: [], small: [], every: 99 });

const SUBJECTS_BY_KEY = {
  rus: subject('Русский язык', 'Рус', {
    level: -0.1,
    home: 0.85,
    minutes: 25,
    big: ['dictation', 'control', 'retelling', 'dictation', 'essay'],
    small: ['independent', 'check', 'test', 'terms'],
  }),
  lit: subject('Литература', 'Лит', {
    level: 0.25,
    minutes: 30,
    big: ['essay', 'control'],
    small: ['byHeart', 'test', 'retold', 'classwork'],
  }),
  read: subject('Литературное чтение', 'ЛитЧт', {
    level: 0.45,
    home: 0.7,
    minutes: 20,
    big: ['control'],
    small: ['byHeart', 'check', 'retold'],
    every: 5,
  }),
  eng: subject('Английский язык', 'Англ', { minutes: 20, small: ['vocabulary', 'listening', 'test', 'independent'] }),
  math: subject('Математика', 'Мат', {
    level: -0.05,
    home: 0.88,
    minutes: 25,
    small: ['independent', 'check', 'terms'],
  }),
  alg: subject('Алгебра', 'Алг', { level: -0.3, home: 0.9, minutes: 25, small: ['independent', 'test'] }),
  calc: subject('Алгебра и начала математического анализа', 'Алг', {
    level: -0.2,
    home: 0.92,
    minutes: 35,
    small: ['independent', 'test'],
  }),
  geom: subject('Геометрия', 'Геом', { level: -0.25, home: 0.88, minutes: 25, small: ['independent', 'terms'] }),
  stat: subject('Вероятность и статистика', 'ВиС', {
    level: 0.1,
    home: 0.6,
    small: ['practical', 'independent'],
    every: 3,
  }),
  inf: subject('Информатика', 'Инф', {
    level: 0.35,
    home: 0.45,
    minutes: 15,
    small: ['practical', 'test'],
    every: 2,
  }),
  hist: subject('История', 'Ист', { small: ['test', 'map', 'terms', 'check'], every: 5 }),
  soc: subject('Обществознание', 'Общ', { level: 0.1, small: ['test', 'terms'], every: 4 }),
  geo: subject('География', 'Геог', { level: 0.1, minutes: 15, small: ['practical', 'map', 'test'], every: 4 }),
  bio: subject('Биология', 'Био', { level: 0.05, minutes: 15, small: ['laboratory', 'test', 'terms'], every: 4 }),
  phys: subject('Физика', 'Физ', { level: -0.2, minutes: 20, small: ['independent', 'laboratory', 'test'], every: 4 }),
  chem: subject('Химия', 'Хим', { level: -0.2, minutes: 20, small: ['independent', 'practical', 'test'], every: 4 }),
  world: subject('Окружающий мир', 'Окр', { level: 0.35, home: 0.6, minutes: 15, small: ['test', 'check'], every: 5 }),
  art: subject('Изобразительное искусство', 'ИЗО', {
    level: 0.85,
    home: 0.15,
    minutes: 15,
    big: [],
    small: ['practical'],
    every: 2,
  }),
  mus: subject('Музыка', 'Муз', {
    level: 0.85,
    home: 0.2,
    minutes: 10,
    big: [],
    small: ['classwork', 'test'],
    every: 3,
  }),
  craft: subject('Труд (технология)', 'Труд', {
    level: 0.8,
    home: 0.15,
    minutes: 15,
    big: [],
    small: ['practical', 'project'],
    every: 3,
  }),
  pe: subject('Физическая культура', 'Физк', {
    level: 0.8,
    home: 0.06,
    minutes: 15,
    big: [],
    small: ['standard'],
    every: 4,
  }),
  safe: subject('Основы безопасности и защиты Родины', 'ОБЗР', {
    level: 0.5,
    home: 0.5,
    big: [],
    small: ['test'],
    every: 3,
  }),
  culture: subject('Духовно-нравственная культура России', 'ДНКР', {
    level: 0.6,
    home: 0.4,
    big: [],
    small: ['classwork', 'test', 'report'],
    every: 3,
  }),
  project: subject('Индивидуальный проект', 'ИП', {
    level: 0.6,
    home: 0.4,
    big: [],
    small: ['report', 'project'],
    every: 4,
  }),
  orkse: ungraded('Основы религиозных культур и светской этики', 'ОРКСЭ'),
  finance: ungraded('Финансовая грамотность', 'ФинГр'),
  talk: ungraded('Разговоры о важном', 'РоВ'),
  club: ungraded('Занимательная математика', 'ЗМ'),
  course: ungraded('Решение задач повышенной сложности', 'РЗПС'),
  consult: ungraded('Индивидуально-групповое занятие по математике', 'ИГЗ'),
} as const satisfies Record<string, Subject>;

export const SUBJECTS: Readonly<Record<SubjectKey, Subject>> = SUBJECTS_BY_KEY;
export const SUBJECT_KEYS = Object.keys(SUBJECTS_BY_KEY) as SubjectKey[];
