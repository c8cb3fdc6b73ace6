import type { FillField } from '#lib/domain/wall.ts';

/** What a key means in «Мой день». Letters go by the physical key where the layouts differ, as in the journal. */
export type DayAction = { do: 'move'; by: number } | { do: 'day'; by: -1 | 1 } | { do: 'open'; field?: FillField };

const BY_LETTER: Record<string, FillField> = { в: 'roll', т: 'topic', д: 'homework', р: 'marks' };
const BY_CODE: Record<string, FillField> = { KeyD: 'roll', KeyN: 'topic', KeyL: 'homework', KeyH: 'marks' };

/** The meaning of a key; null when it is the browser's own. */
export function dayKey(key: string, code: string): DayAction | null {
  switch (key) {
    case 'ArrowUp':
      return { do: 'move', by: -1 };
    case 'ArrowDown':
      return { do: 'move', by: 1 };
    case 'Home':
      return { do: 'move', by: -99 };
    case 'End':
      return { do: 'move', by: 99 };
    case 'ArrowLeft':
      return { do: 'day', by: -1 };
    case 'ArrowRight':
      return { do: 'day', by: 1 };
    case 'Enter':
      return { do: 'open' };
  }
  const lower = key.toLowerCase();
  const field = (/^[а-яё]$/.test(lower) ? BY_LETTER[lower] : BY_CODE[code]) ?? null;
  return field ? { do: 'open', field } : null;
}
