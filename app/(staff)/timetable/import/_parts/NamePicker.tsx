import { useId, useState } from 'react';
import type { NameLine, Option } from '#lib/contract/importPage.ts';
import { plural } from '#lib/domain/people.ts';
import type { NameState } from '#lib/domain/timetableImport/plan.ts';
import type { Choice } from '#lib/domain/timetableImport/school.ts';

const STATES: Record<NameState, { words: string; tag: string }> = {
  matched: { words: 'найдено', tag: 'tag ok' },
  known: { words: 'как в прошлый раз', tag: 'tag ok' },
  chosen: { words: 'выбрано', tag: 'tag ok' },
  new: { words: 'будет создано', tag: 'tag accent' },
  out: { words: 'не переносится', tag: 'tag' },
  ask: { words: 'решите', tag: 'tag warn' },
};

/** One name of the file: a field that searches among the school's as one types, «Создать», «Не переносить». */
export function NamePicker({
  line,
  options,
  teachers,
  busy,
  onDecide,
}: {
  line: NameLine;
  options: Option[];
  teachers: Option[];
  busy: boolean;
  onDecide(choice: Choice | null): void;
}) {
  const state = STATES[line.state];
  const first = options.filter((option) => line.candidates.includes(option.id));
  return (
    <div className="impname">
      <div className="flex items-baseline gap-2">
        <b className="min-w-0 break-words font-semibold">{line.text}</b>
        <span className="text-ink-3 text-small">
          {line.lessons} {plural(line.lessons, 'урок', 'урока', 'уроков')}
        </span>
        <span className={`${state.tag} ml-auto`}>{state.words}</span>
      </div>
      {line.state === 'ask' ? (
        <>
          <div className="flex flex-wrap items-center gap-1.5">
            <Search
              label={`Что это в школе: ${line.text}`}
              placeholder={line.why ? `${line.why}: выберите` : 'Выберите'}
              options={first.length > 0 ? [...first, ...options.filter((option) => !first.includes(option))] : options}
              busy={busy}
              onPick={(id) => onDecide({ how: 'to', id })}
            />
            {(line.kind === 'subject' || line.kind === 'teacher') && (
              <button
                type="button"
                className="btn small"
                disabled={busy}
                onClick={() => onDecide({ how: 'make', id: 0 })}
              >
                Создать
              </button>
            )}
            <button type="button" className="btn small quiet" disabled={busy} onClick={() => onDecide({ how: 'out' })}>
              Не переносить
            </button>
          </div>
          {line.kind === 'group' && (
            <Search
              label={`Новая группа: кто ведёт ${line.text}`}
              placeholder="Создать группу: кто ведёт"
              options={teachers}
              busy={busy}
              onPick={(id) => onDecide({ how: 'make', id })}
            />
          )}
        </>
      ) : (
        <div className="flex items-center gap-2 text-ink-2 text-small">
          {line.label && <span className="min-w-0 truncate">{line.label}</span>}
          {line.v > 0 && (
            <button type="button" className="link ml-auto" disabled={busy} onClick={() => onDecide(null)}>
              изменить
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** A field with the browser's own list: typing narrows it, the keyboard picks. */
function Search({
  label,
  placeholder,
  options,
  busy,
  onPick,
}: {
  label: string;
  placeholder: string;
  options: Option[];
  busy: boolean;
  onPick(id: number): void;
}) {
  const list = useId();
  const [text, setText] = useState('');
  const named = labelled(options);
  return (
    <>
      <input
        className="field min-w-40 flex-1"
        list={list}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        disabled={busy}
        onChange={(event) => {
          setText(event.target.value);
          const picked = named.find((option) => option.label === event.target.value);
          if (picked) onPick(picked.id);
        }}
      />
      <datalist id={list}>
        {named.map((option) => (
          <option key={option.id} value={option.label} />
        ))}
      </datalist>
    </>
  );
}
/** Two people of one name are told apart. */
function labelled(options: Option[]): Option[] {
  const seen = new Map<string, number>();
  return options.map(({ id, label }) => {
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return { id, label: before === 0 ? label : `${label} (${before + 1})` };
  });
}
