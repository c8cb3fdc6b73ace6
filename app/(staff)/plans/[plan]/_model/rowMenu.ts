import type { MenuItem } from '../_parts/Menu.tsx';
import type { Line } from './lines.ts';
import type { PlanDesk } from './usePlanDesk.ts';

/** «Действия со строкой»: the same as the keys do, for the mouse and for those who do not know the keys yet. */
export function rowMenu({
  desk,
  line,
  several,
  mayWrite,
  mayComment,
  anyClosed,
  anySection,
  onToggle,
  onToggleAll,
  onCompose,
}: {
  desk: PlanDesk;
  line: Line | undefined;
  several: boolean;
  mayWrite: boolean;
  mayComment: boolean;
  anyClosed: boolean;
  anySection: boolean;
  onToggle(sectionId: string): void;
  onToggleAll(): void;
  onCompose(kind: 'comment' | 'suggestion'): void;
}): MenuItem[] {
  const section = line?.section ?? null;
  const items: MenuItem[] = [];
  if (mayWrite) {
    items.push(
      { label: 'Строка ниже', key: 'Ctrl Enter', act: () => desk.insert('below') },
      { label: 'Строка выше', key: 'Insert', act: () => desk.insert('above') },
      { label: 'Раздел ниже', act: () => desk.insert('below', 'section') },
      { label: 'Раздел выше', act: () => desk.insert('above', 'section') },
      'line',
    );
    if (!section)
      items.push(
        { label: 'Разделить', key: 'Ctrl Shift Enter', act: () => desk.splitHere(null) },
        { label: 'Объединить темы', key: 'Ctrl Shift ⌫', act: desk.mergeHere },
      );
    items.push(
      { label: section ? 'Раздел вверх' : 'Переставить выше', key: 'Alt ↑', act: () => desk.move('up') },
      { label: section ? 'Раздел вниз' : 'Переставить ниже', key: 'Alt ↓', act: () => desk.move('down') },
      'line',
    );
  }
  if (mayComment)
    items.push(
      { label: 'Комментировать', key: 'Ctrl M', act: () => onCompose('comment') },
      { label: 'Предложить правку', key: 'Ctrl Shift M', act: () => onCompose('suggestion') },
      'line',
    );
  if (line && section)
    items.push({
      label: section.open ? 'Свернуть раздел' : 'Развернуть раздел',
      key: 'Пробел',
      act: () => onToggle(line.row.id),
    });
  if (anySection)
    items.push({ label: anyClosed ? 'Развернуть все разделы' : 'Свернуть все разделы', act: onToggleAll });
  if (mayWrite)
    items.push('line', { label: removeWords(section, several), key: 'Ctrl Del', danger: true, act: desk.askRemove });
  return items;
}

/** The head of an open section goes alone, a folded one goes with its rows. */
function removeWords(section: Line['section'], several: boolean): string {
  if (several) return 'Удалить строки';
  if (!section) return 'Удалить строку';
  return section.open ? 'Убрать заголовок раздела' : 'Удалить раздел со строками';
}
