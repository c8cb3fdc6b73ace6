import { Dialog } from '#app/_ui/Dialog.tsx';
import type { ImportView } from '#lib/contract/importPage.ts';
import { plural } from '#lib/domain/people.ts';
import { dayFull } from '#lib/domain/time.ts';

/** What will happen, in numbers, before it does; and how to return. */
export function ApplyDialog({
  view,
  what,
  busy,
  onClose,
  onYes,
}: {
  view: ImportView;
  what: 'apply' | 'revert';
  busy: boolean;
  onClose(): void;
  onYes(): void;
}) {
  const { classes, made, conflicts, counts } = view;
  const sum = (side: 'added' | 'removed' | 'changed') => classes.reduce((all, one) => all + one.changes[side], 0);
  const created = [
    made.subjects.length > 0 && `предметов ${made.subjects.length}`,
    made.staff.length > 0 && `сотрудников без доступа ${made.staff.length}`,
    made.groups.length > 0 && `групп ${made.groups.length}`,
    made.teachers.length > 0 && `назначений учителей ${made.teachers.length}`,
  ].filter(Boolean);
  if (what === 'revert')
    return (
      <Dialog title="Отменить импорт?" onClose={onClose}>
        <p className="mt-2">
          Снова начнёт действовать прежнее расписание. Проведённые уроки, отметки и пропуски останутся. Созданное при
          импорте удалится, если им ещё не пользовались.
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <button type="button" className="btn" onClick={onClose}>
            Не отменять
          </button>
          <button type="button" className="btn primary" disabled={busy} onClick={onYes}>
            {busy ? 'Отменяется…' : 'Отменить импорт'}
          </button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={`Применить расписание с ${dayFull(view.from)}?`} onClose={onClose}>
      <ul className="mt-2 grid list-disc gap-1 pl-5">
        <li>
          {classes.length} {plural(classes.length, 'класс', 'класса', 'классов')}: добавится мест {sum('added')},
          исчезнет {sum('removed')}, изменится {sum('changed')}.
        </li>
        {created.length > 0 && <li>Будет создано: {created.join(', ')}.</li>}
        {counts.out > 0 && <li>Не перенесётся: {counts.out}. Причины — в списке слева.</li>}
        {conflicts.hard > 0 && (
          <li className="text-warn">
            Накладок учителей и классов: {conflicts.hard}. Их можно исправить потом в редакторе расписания.
          </li>
        )}
        <li>Прошедшие уроки, отметки, пропуски и замены не изменятся.</li>
        <li>Вернуть прежнее расписание можно на этой же странице одной кнопкой.</li>
      </ul>
      <div className="mt-4 flex justify-end gap-2">
        <button type="button" className="btn" onClick={onClose}>
          Ещё проверить
        </button>
        <button type="button" className="btn primary" disabled={busy} onClick={onYes}>
          {busy ? 'Применяется…' : 'Применить'}
        </button>
      </div>
    </Dialog>
  );
}
