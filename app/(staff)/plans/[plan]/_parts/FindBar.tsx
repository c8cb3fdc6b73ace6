import { useEffect, useRef } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';

export type Looking = { wanted: string; by: string };

/** «Найти» over the grid, «Заменить» for those who write. */
export function FindBar({
  looking,
  count,
  at,
  mayWrite,
  onChange,
  onStep,
  onReplace,
  onReplaceAll,
  onClose,
}: {
  looking: Looking;
  count: number;
  /** Which of them the cursor is on, from 0; -1: none. */
  at: number;
  mayWrite: boolean;
  onChange(looking: Looking): void;
  onStep(direction: 1 | -1): void;
  onReplace(): void;
  onReplaceAll(): void;
  onClose(): void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const words = looking.wanted === '' ? '' : count === 0 ? 'не найдено' : `${at + 1} из ${count}`;
  return (
    <search
      className="pfind"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
        else if (event.key === 'F3' || (event.key === 'Enter' && event.target === field.current)) {
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }
      }}
    >
      <input
        ref={field}
        className="field"
        aria-label="Найти в плане"
        placeholder="Найти в плане"
        value={looking.wanted}
        onChange={(event) => onChange({ ...looking, wanted: event.target.value })}
      />
      <span className="pcount" role="status">
        {words}
      </span>
      <button type="button" className="btn quiet" aria-label="Предыдущее" onClick={() => onStep(-1)}>
        <Icon name="up" />
      </button>
      <button type="button" className="btn quiet" aria-label="Следующее" onClick={() => onStep(1)}>
        <Icon name="down" />
      </button>
      {mayWrite && (
        <>
          <input
            className="field"
            aria-label="Заменить на"
            placeholder="Заменить на"
            value={looking.by}
            onChange={(event) => onChange({ ...looking, by: event.target.value })}
          />
          <button type="button" className="btn" disabled={count === 0} onClick={onReplace}>
            Заменить
          </button>
          <button type="button" className="btn" disabled={count === 0} onClick={onReplaceAll}>
            Все
          </button>
        </>
      )}
      <button type="button" className="btn quiet" aria-label="Закрыть поиск" onClick={onClose}>
        <Icon name="close" />
      </button>
    </search>
  );
}
