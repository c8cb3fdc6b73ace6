import { useState } from 'react';
import type { NameLine, Option } from '#lib/contract/importPage.ts';
import { plural } from '#lib/domain/people.ts';
import type { NameState } from '#lib/domain/timetableImport/plan.ts';
import { type Choice, NAME_KINDS, type NameKind } from '#lib/domain/timetableImport/school.ts';

const STATES: Record<NameState, { words: string; tag: string }> = {
  matched: { words: 'найдено', tag: 'tag ok' },
  known: { words: 'как в прошлый раз', tag: 'tag ok' },
  chosen: { words: 'выбрано', tag: 'tag ok' },
  new: { words: 'будет создано', tag: 'tag accent' },
  out: { words: 'не переносится', tag: 'tag' },
  ask: { words: 'решите', tag: 'tag warn' },
};

/** Of several that fit, so many are offered at once; the field finds the rest. */
const FITTING = 4;

/** One name of the file: a field that searches among the school's as one types, «Создать», «Не переносить». */
export function NamePicker({
  line,
  options,
  teachers,
  busy,
  fixed,
  onDecide,
}: {
  line: NameLine;
  options: Option[];
  teachers: Option[];
  busy: boolean;
  /** The import has been applied: nothing is decided any more. */
  fixed: boolean;
  onDecide(choice: Choice | null): void;
}) {
  const state = STATES[line.state];
  const fitting = options.filter((option) => line.candidates.includes(option.id)).slice(0, FITTING);
  return (
    <div className="impname">
      <div className="flex items-baseline gap-2">
        <b className="min-w-0 break-words font-semibold">{line.text}</b>
        <span className="whitespace-nowrap text-ink-3 text-small">
          {line.lessons} {plural(line.lessons, 'урок', 'урока', 'уроков')}
        </span>
        <span className={`${state.tag} ml-auto`}>{line.state === 'ask' && fixed ? 'не решено' : state.words}</span>
      </div>
      {line.state === 'ask' && !fixed ? (
        <>
          {line.why && <p className="text-ink-3 text-small">{line.why}</p>}
          {fitting.length > 0 && (
            <div className="flex flex-wrap items-center gap-1.5">
              {fitting.map((option) => (
                <button
                  key={option.id}
                  type="button"
                  className="btn small"
                  disabled={busy}
                  onClick={() => onDecide({ how: 'to', id: option.id })}
                >
                  {option.label}
                </button>
              ))}
            </div>
          )}
          <div className="flex flex-wrap items-center gap-1.5">
            <Search
              label={`Что это в школе: ${line.text}`}
              placeholder="Выберите"
              list={listOf(line.kind)}
              options={options}
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
              list={listOf('teacher')}
              options={teachers}
              busy={busy}
              onPick={(id) => onDecide({ how: 'make', id })}
            />
          )}
        </>
      ) : (
        <div className="flex items-center gap-2 text-ink-2 text-small">
          {line.label && <span className="min-w-0 truncate">{line.label}</span>}
          {line.v > 0 && !fixed && (
            <button type="button" className="link ml-auto" disabled={busy} onClick={() => onDecide(null)}>
              изменить
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** The browser's own list of a kind, one for all fields of the page. */
const listOf = (kind: NameKind): string => `imp-${kind}`;
export function OptionLists({ options }: { options: Record<NameKind, Option[]> }) {
  return NAME_KINDS.map((kind) => (
    <datalist key={kind} id={listOf(kind)}>
      {options[kind].map((option) => (
        <option key={option.id} value={option.label} />
      ))}
    </datalist>
  ));
}

/** Typing narrows the list, the keyboard picks. */
function Search({
  label,
  placeholder,
  list,
  options,
  busy,
  onPick,
}: {
  label: string;
  placeholder: string;
  list: string;
  options: Option[];
  busy: boolean;
  onPick(id: number): void;
}) {
  const [text, setText] = useState('');
  return (
    <input
      className="field min-w-40 flex-1"
      list={list}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      disabled={busy}
      onChange={(event) => {
        setText(event.target.value);
        const picked = options.find((option) => option.label === event.target.value);
        if (picked) onPick(picked.id);
      }}
    />
  );
}
