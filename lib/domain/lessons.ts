/** Lesson records: what a lesson's entry holds and the words the journal shows for it. */

/** Вид учебного занятия (000 Пр3.4): one short list for every school. */
export const LESSON_KINDS = [
  'new',
  'practice',
  'combined',
  'review',
  'control',
  'laboratory',
  'practical',
  'excursion',
  'extra',
] as const;
export type LessonKind = (typeof LESSON_KINDS)[number];
export const LESSON_KIND_LABELS: Record<LessonKind, string> = {
  new: 'Изучение нового',
  practice: 'Закрепление',
  combined: 'Комбинированный',
  review: 'Обобщение и повторение',
  control: 'Контроль',
  laboratory: 'Лабораторная работа',
  practical: 'Практическая работа',
  excursion: 'Экскурсия',
  extra: 'Внеурочное занятие',
};

/** Сведения об использовании средств ИКТ (000 Пр3.4). */
export const ICT = ['slides', 'board', 'resource', 'test', 'video', 'device'] as const;
export type Ict = (typeof ICT)[number];
export const ICT_LABELS: Record<Ict, string> = {
  slides: 'Презентация',
  board: 'Интерактивная доска',
  resource: 'ЭОР',
  test: 'Тест',
  video: 'Видео',
  device: 'Компьютеры',
};

/** «Не задано» is an explicit value and counts as filled. */
export const HOMEWORK_STATES = ['given', 'none'] as const;
export type HomeworkState = (typeof HOMEWORK_STATES)[number];
