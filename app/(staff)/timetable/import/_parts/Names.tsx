import { useState } from 'react';
import { NamePicker, OptionLists } from '#app/(staff)/timetable/import/_parts/NamePicker.tsx';
import type { ImportView, NameLine } from '#lib/contract/importPage.ts';
import { plural } from '#lib/domain/people.ts';
import type { Choice, NameKind } from '#lib/domain/timetableImport/school.ts';

const KINDS: { kind: NameKind; title: string; found: string }[] = [
  { kind: 'class', title: 'Классы', found: 'классов' },
  { kind: 'subject', title: 'Предметы', found: 'предметов' },
  { kind: 'teacher', title: 'Учителя', found: 'учителей' },
  { kind: 'group', title: 'Группы', found: 'групп' },
];
/** Rows shown at first: a file of another school has hundreds. */
const FIRST = 12;

/** Names of the file that the school does not know, each with what becomes of it. */
export function Names({
  view,
  busy,
  onDecide,
}: {
  view: ImportView;
  busy: boolean;
  onDecide(lines: readonly NameLine[], choice: Choice | null): Promise<void>;
}) {
  const draft = view.state === 'draft';
  const open = view.names.filter((name) => name.state === 'ask').length;
  return (
    <section className="panel impblock" aria-label="Сопоставление">
      <h2>{open === 0 ? 'Все названия сопоставлены' : `Не сопоставлено: ${open}`}</h2>
      <p className="text-ink-3 text-small">
        Найдено само: {KINDS.map(({ kind, found }) => `${found} ${view.found[kind]}`).join(', ')}.
      </p>
      {draft && <OptionLists options={view.options} />}
      {KINDS.map(({ kind, title }) => {
        const lines = view.names.filter((name) => name.kind === kind);
        return lines.length === 0 ? null : (
          <Kind key={kind} title={title} lines={lines} view={view} busy={busy} onDecide={onDecide} />
        );
      })}
    </section>
  );
}

function Kind({
  title,
  lines,
  view,
  busy,
  onDecide,
}: {
  title: string;
  lines: NameLine[];
  view: ImportView;
  busy: boolean;
  onDecide(lines: readonly NameLine[], choice: Choice | null): Promise<void>;
}) {
  const [all, setAll] = useState(false);
  const fixed = view.state !== 'draft';
  const asked = lines.filter((line) => line.state === 'ask');
  // What is open stands first; the order is the file's.
  const sorted = [...asked, ...lines.filter((line) => line.state !== 'ask')];
  const shown = all ? sorted : sorted.slice(0, FIRST);
  const [first] = lines;
  const kind = first?.kind;
  const makeable = asked.filter((line) => line.candidates.length === 0);
  return (
    <div className="mt-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">
          {title} <span className="font-normal text-ink-3">{lines.length}</span>
        </h3>
        {(kind === 'subject' || kind === 'teacher') && makeable.length > 1 && !fixed && (
          <button
            type="button"
            className="btn small ml-auto"
            disabled={busy}
            onClick={() => void onDecide(makeable, { how: 'make', id: 0 })}
          >
            Создать все: {makeable.length}
          </button>
        )}
      </div>
      {asked.length > 3 && !fixed && (
        <button
          type="button"
          className="link text-small"
          disabled={busy}
          onClick={() => void onDecide(asked, { how: 'out' })}
        >
          Не переносить все нерешённые: {asked.length}
        </button>
      )}
      <ul className="implist">
        {shown.map((line) => (
          <li key={line.key}>
            <NamePicker
              line={line}
              options={view.options[line.kind]}
              teachers={view.options.teacher}
              busy={busy}
              fixed={fixed}
              onDecide={(choice) => void onDecide([line], choice)}
            />
          </li>
        ))}
      </ul>
      {sorted.length > FIRST && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? 'Свернуть'
            : `Показать ещё ${sorted.length - FIRST} ${plural(sorted.length - FIRST, 'название', 'названия', 'названий')}`}
        </button>
      )}
    </div>
  );
}
