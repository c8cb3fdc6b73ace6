import { useEffect, useMemo, useRef, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import type { Paste } from '#lib/domain/pasteMarks.ts';
import { plural } from '#lib/domain/people.ts';
import { type BulkDesk, columnName } from '../_model/bulk.ts';
import { pastePreview } from '../_model/paste.ts';
import { PlanButtons, PlanPreview } from './PlanPreview.tsx';

type Props = {
  desk: BulkDesk;
  paste: Paste;
  at: Cursor;
  onApply(commands: NewCommand[], words: string): void;
  onClose(): void;
};
const CELLS: [string, string, string] = ['ячейки', 'ячеек', 'ячеек'];
/** Names of lines left out that are listed; the rest is a number. */
const LISTED = 6;

/** «28 из 29 сопоставлено, 1 пропущен». */
function matchWords(paste: Paste, matched: number, skipped: number): string {
  const all = paste.lines.length;
  const left = `${skipped} ${plural(skipped, 'пропущен', 'пропущено', 'пропущено')}`;
  if (paste.by === 'name') return `По фамилиям: ${matched} из ${all} сопоставлено${skipped > 0 ? `, ${left}` : ''}`;
  const lines = `${all} ${plural(all, 'строка', 'строки', 'строк')}`;
  return `По порядку списка, ${lines}${skipped > 0 ? `, ${left}` : ''}`;
}

/** Pasted cells before they are written: whose they are, what changes, what does not fit and why. */
export function PasteDialog({ desk, paste, at, onApply, onClose }: Props) {
  const [clearEmpty, setClearEmpty] = useState(false);
  const preview = useMemo(() => pastePreview(desk, paste, at, clearEmpty), [desk, paste, at, clearEmpty]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLButtonElement>('[type=submit]')?.focus(), []);
  return (
    <Dialog title="Вставка из буфера" onClose={onClose}>
      <form
        ref={form}
        className="jbulk"
        onSubmit={(event) => {
          event.preventDefault();
          if (preview.commands.length > 0) onApply(preview.commands, `Вставлено: ${preview.changed.length}`);
        }}
      >
        <p>
          {matchWords(paste, preview.matched, preview.skipped.length)}, с урока {columnName(desk.columns, at.col)}.
        </p>
        {preview.skipped.length > 0 && (
          <ul className="jplanrefused">
            {preview.skipped.slice(0, LISTED).map(({ label, why }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a clipboard have no identity and never move
              <li key={i}>
                {label}: {why}
              </li>
            ))}
            {preview.skipped.length > LISTED && <li>и ещё {preview.skipped.length - LISTED}</li>}
          </ul>
        )}
        <label className="my-2 inline-flex items-center gap-2">
          <input
            type="checkbox"
            className="checkbox"
            checked={clearEmpty}
            onChange={(event) => setClearEmpty(event.target.checked)}
          />
          Очищать пустыми
        </label>
        <PlanPreview preview={preview} unit={CELLS} />
        <PlanButtons count={preview.changed.length} verb="Вставить" onClose={onClose} />
      </form>
    </Dialog>
  );
}
