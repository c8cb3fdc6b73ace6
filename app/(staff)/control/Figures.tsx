import type { WallView } from '#lib/contract/wallView.ts';
import { countAbsent, percent, type Tally } from '#lib/domain/wall.ts';

export const share = (part: number, whole: number): string => {
  const value = percent(part, whole);
  return value === null ? '—' : `${value}\u00a0%`;
};

/** The row of figures: what a deputy reads from the door. */
export function Figures({ view, sum }: { view: WallView; sum: Tally }) {
  const absent = countAbsent(view);
  const students = view.classes.reduce((total, c) => total + c.students, 0);
  const figures: { label: string; value: string | number; small?: string; bad?: boolean }[] = [
    { label: 'Заполнено уроков', value: sum.filled, small: `из ${sum.held}` },
    { label: 'Тема', value: share(sum.topic, sum.held) },
    { label: 'Домашнее задание', value: share(sum.homework, sum.held) },
    { label: 'Посещаемость отмечена', value: share(sum.roll, sum.held) },
    {
      label: 'Отметки к/р выставлены',
      value: share(sum.done, sum.due),
      ...(sum.due > 0 ? { small: `${sum.done} из ${sum.due}` } : {}),
    },
    { label: 'Отсутствуют сегодня', value: absent.students, small: `из ${students}` },
    { label: 'Без причины', value: absent.unreasoned },
    { label: 'Замечания просрочены', value: view.remarksOverdue, bad: view.remarksOverdue > 0 },
  ];
  return (
    <dl className="panel figures" aria-label="Сегодня в цифрах">
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt>{figure.label}</dt>
          <dd className={figure.bad ? 'text-bad' : undefined}>
            {figure.value}
            {figure.small ? <small>{figure.small}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
