import type { LessonState } from '#lib/domain/wall.ts';

const WORDS: Record<LessonState, string> = {
  filled: 'Заполнено',
  empty: 'Не заполнено',
  late: 'Просрочено',
  running: 'Идёт',
  next: 'Будет',
  cancelled: 'Отменён',
};

/** One square of the filling picture. Beside words it is silent; alone it says its state. */
export function FillSign({
  state,
  substitute,
  ready,
  silent,
}: {
  state: LessonState;
  substitute?: boolean;
  /** A running lesson that is filled already. */
  ready?: boolean;
  silent?: boolean;
}) {
  const className = `fill ${state}${substitute ? ' substitute' : ''}${ready ? ' ready' : ''}`;
  if (silent) return <i className={className} aria-hidden="true" />;
  return <i className={className} role="img" aria-label={substitute ? `${WORDS[state]}, замена` : WORDS[state]} />;
}
