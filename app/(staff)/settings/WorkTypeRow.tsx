import { useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatWeight, parseWeight } from '#lib/domain/averages.ts';

type Props = {
  type: WorkTypeRef;
  mayWrite: boolean;
  /** True when it was saved. */
  onChange(next: Partial<WorkTypeRef>): Promise<boolean>;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
};
/** The heaviest weight, hundredths. */
const MOST = 1000;

/** One work type; a text is saved when its field is left, by Enter too. */
export function WorkTypeRow({ type, mayWrite, onChange, onUp, onDown }: Props) {
  const cell = (key: 'name' | 'short', label: string, limit: number, width: string) => (
    <TextCell
      text={type[key]}
      label={`${label}: ${type.name}`}
      limit={limit}
      width={width}
      off={!mayWrite}
      good={(text) => text.trim() !== ''}
      onSave={(text) => onChange({ [key]: text.trim() })}
    />
  );
  return (
    <tr className={type.archived ? 'text-ink-3' : ''}>
      <td>{cell('name', 'Название', 60, 'w-60')}</td>
      <td>{cell('short', 'Сокращение', 8, 'w-20')}</td>
      <td>
        <TextCell
          text={formatWeight(type.weight)}
          label={`Вес: ${type.name}`}
          limit={5}
          width="w-16"
          off={!mayWrite}
          good={(text) => (parseWeight(text) ?? MOST + 1) <= MOST}
          onSave={(text) => onChange({ weight: parseWeight(text) ?? type.weight })}
        />
      </td>
      <td>
        <input
          type="checkbox"
          className="checkbox"
          aria-label={`Письменная: ${type.name}`}
          disabled={!mayWrite}
          checked={type.written}
          onChange={(event) => void onChange({ written: event.target.checked })}
        />
      </td>
      <td>{type.control ? 'да' : ''}</td>
      {mayWrite && (
        <td className="whitespace-nowrap">
          <button
            type="button"
            className="btn quiet small"
            aria-label={`Выше: ${type.name}`}
            disabled={onUp === null}
            onClick={() => onUp?.()}
          >
            <Icon name="up" size="small" />
          </button>
          <button
            type="button"
            className="btn quiet small"
            aria-label={`Ниже: ${type.name}`}
            disabled={onDown === null}
            onClick={() => onDown?.()}
          >
            <Icon name="down" size="small" />
          </button>
          <button type="button" className="link ml-2" onClick={() => void onChange({ archived: !type.archived })}>
            {type.archived ? 'Вернуть' : 'В архив'}
          </button>
        </td>
      )}
    </tr>
  );
}

function TextCell({
  text,
  label,
  limit,
  width,
  off,
  good,
  onSave,
}: {
  text: string;
  label: string;
  limit: number;
  width: string;
  off: boolean;
  good(text: string): boolean;
  onSave(text: string): Promise<boolean>;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const bad = typed !== null && !good(typed);
  async function commit() {
    if (typed === null || bad) return;
    // A refused text stays in its field, so that it can be mended; what has been typed since stays too.
    if (typed.trim() === text || (await onSave(typed))) setTyped((now) => (now === typed ? null : now));
  }
  return (
    <input
      className={`field ${width}`}
      aria-label={label}
      aria-invalid={bad}
      maxLength={limit}
      disabled={off}
      value={typed ?? text}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
