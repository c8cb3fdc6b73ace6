import type { WallLesson } from '#lib/contract/wallView.ts';
import { type FillField, isFilled, type LessonState, missingIn } from '#lib/domain/wall.ts';

const WORDS: Record<FillField, string> = {
  topic: 'темы',
  homework: 'домашнего задания',
  roll: 'отметки о посещаемости',
  marks: 'отметок за контрольную',
};
const STATES: Record<LessonState, string> = {
  cancelled: 'урок отменён',
  next: 'ещё не начался',
  running: 'идёт',
  filled: 'заполнено',
  empty: 'не заполнено',
  late: 'просрочено',
};

/** The lesson's place in its journal, at the first field that lacks something. */
export function lessonHref(lesson: WallLesson, field?: FillField): string {
  const first = field ?? missingIn(lesson)[0];
  return `/journal/${lesson.groupId}?lesson=${lesson.id}${first ? `&field=${first}` : ''}`;
}

/** «7В, 3-й урок, Физика: просрочено, нет темы и домашнего задания». */
export function lessonTitle(lesson: WallLesson, className: string, state: LessonState): string {
  const missing = state === 'next' || state === 'cancelled' ? [] : missingIn(lesson);
  const words = missing.map((field) => WORDS[field]);
  const last = words.pop();
  const list = words.length > 0 ? `${words.join(', ')} и ${last}` : last;
  const ready = state === 'running' && isFilled(lesson) ? ', уже заполнено' : '';
  const substitute = lesson.substitute ? ', замена' : '';
  return `${className}, ${lesson.number}-й урок, ${lesson.subject}: ${STATES[state]}${ready}${substitute}${list ? `, нет ${list}` : ''}`;
}
