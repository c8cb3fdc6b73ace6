import { useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { plural } from '#lib/domain/people.ts';
import type { StrandedText } from '../_model/stranded.ts';

export type HeldRow = { id: string; topic: string; where: string };

/** Rows a journal already holds are removed only knowingly. */
export function RemoveDialog({
  held,
  count,
  onRemove,
  onClose,
}: {
  held: readonly HeldRow[];
  /** Of all rows to be removed. */
  count: number;
  onRemove(): void;
  onClose(): void;
}) {
  return (
    <Dialog title={count === 1 ? 'Удалить строку?' : `Удалить строк: ${count}?`} onClose={onClose}>
      <p className="mt-2">
        {plural(held.length, 'Эта строка уже проведена', 'Эти строки уже проведены', 'Эти строки уже проведены')}:
      </p>
      <ul className="my-2 list-disc pl-5">
        {held.slice(0, 6).map((row) => (
          <li key={row.id}>
            {row.topic || 'без темы'} <span className="text-ink-2">({row.where})</span>
          </li>
        ))}
        {held.length > 6 && <li>…и ещё {held.length - 6}</li>}
      </ul>
      <p>
        В журнале останутся и тема, и домашнее задание, и отметки этих уроков. Из плана строка уйдёт, и её часы больше
        не считаются пройденными по плану.
      </p>
      <div className="mt-3 flex justify-end gap-2">
        <button type="button" className="btn" onClick={onClose}>
          Оставить
        </button>
        <button type="button" className="btn danger solid" onClick={onRemove}>
          Удалить
        </button>
      </div>
    </Dialog>
  );
}

/** What could not be merged is not lost: it is here to be typed again. */
export function StrandedDialog({ texts, onClose }: { texts: readonly StrandedText[]; onClose(): void }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (id: string, text: string) =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(id),
      // Without the right to the clipboard the text is still here to be selected.
      () => setCopied(null),
    );
  return (
    <Dialog title="Не вошло в план" onClose={onClose}>
      <p className="mt-2">
        Документ плана на сервере теперь другой, поэтому эти ваши тексты соединить с ним нельзя. Скопируйте нужное и
        вставьте на место: когда закроете это окно, их здесь больше не будет.
      </p>
      <ul className="pstranded">
        {texts.map(({ id, where, text }) => (
          <li key={id}>
            <span className="text-ink-2">{where}</span>
            <p>{text}</p>
            <button type="button" className="btn small" onClick={() => copy(id, text)}>
              {copied === id ? 'Скопировано' : 'Копировать'}
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex justify-end">
        <button type="button" className="btn primary" onClick={onClose}>
          Готово
        </button>
      </div>
    </Dialog>
  );
}
