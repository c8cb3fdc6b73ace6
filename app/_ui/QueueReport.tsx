'use client';

import { useId, useState } from 'react';
import { lineText, type ReportLine } from '#app/_live/outcomes.ts';
import { placeText } from '#app/_live/place.ts';
import { Icon } from '#app/_ui/Icon.tsx';

const KINDS: Record<ReportLine['kind'], { tag: string; word: string }> = {
  applied: { tag: 'ok', word: 'Сохранено' },
  merged: { tag: 'accent', word: 'Объединено' },
  refused: { tag: 'bad', word: 'Отклонено' },
  conflict: { tag: 'warn', word: 'Конфликт' },
};
const SUMMARY: [ReportLine['kind'], string][] = [
  ['applied', 'сохранено'],
  ['merged', 'объединено'],
  ['refused', 'отклонено'],
  ['conflict', 'конфликтов'],
];

type Props = {
  lines: readonly ReportLine[];
  onDecide(id: string, keep: 'mine' | 'theirs'): void;
  onClose(): void;
  onDone(): void;
};

/** What became of everything that was typed without a connection, by field. It lies beside the work and never over the
 *  keyboard's focus; a refused text stays here, and can be copied, until the person has done with it. */
export function QueueReport({ lines, onDecide, onClose, onDone }: Props) {
  const titleId = useId();
  const [copied, setCopied] = useState<string | null>(null);
  const refused = lines.filter((line) => line.kind === 'refused');
  const open = lines.some((line) => line.open);
  const counts = SUMMARY.map(([kind, word]) => ({ word, count: lines.filter((line) => line.kind === kind).length }));
  async function copy(chosen: readonly ReportLine[]) {
    const text = chosen.map(lineText).join('\n');
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Скопировано');
    } catch {
      setCopied('Браузер не дал скопировать: выделите текст и скопируйте сами');
    }
  }
  return (
    <section role="dialog" aria-modal="false" aria-labelledby={titleId} className="pop report">
      <header className="flex items-start gap-2 px-3 pt-2.5">
        <div className="grow">
          <h2 id={titleId} className="font-semibold">
            Отчёт о связи
          </h2>
          <p className="text-ink-2 text-small">
            {counts
              .filter(({ count }) => count > 0)
              .map(({ word, count }) => `${word} ${count}`)
              .join(' · ')}
          </p>
        </div>
        <button type="button" className="btn quiet small" onClick={onClose} aria-label="Закрыть отчёт">
          <Icon name="close" />
        </button>
      </header>
      <ul className="min-h-0 flex-1 overflow-auto">
        {lines.map((line) => (
          <Line key={line.id} line={line} onDecide={onDecide} onCopy={() => copy([line])} />
        ))}
      </ul>
      <footer className="flex flex-wrap items-center gap-2 border-line border-t px-3 py-2">
        <span role="status" className="grow text-ink-2 text-small">
          {copied}
        </span>
        {refused.length > 1 ? (
          <button type="button" className="btn small" onClick={() => copy(refused)}>
            Скопировать отклонённое
          </button>
        ) : null}
        {open ? null : (
          <button type="button" className="btn small" onClick={onDone}>
            Убрать отчёт
          </button>
        )}
      </footer>
    </section>
  );
}

function Line({ line, onDecide, onCopy }: { line: ReportLine; onDecide: Props['onDecide']; onCopy(): void }) {
  const { id, kind, place, field, mine, theirs, by, message, open } = line;
  const { tag, word } = KINDS[kind];
  const where = placeText(place);
  return (
    <li className="grid gap-0.5 border-line border-t px-3 py-1.5">
      <div className="flex items-baseline gap-2">
        <span className={`tag ${tag}`}>{word}</span>
        {place?.path ? (
          <a className="min-w-0 break-words" href={place.path}>
            {where}
          </a>
        ) : (
          <span className="min-w-0 break-words">{where}</span>
        )}
      </div>
      <p className="break-words">
        {field}: <b>{mine}</b>
        {kind === 'merged' ? `; ${by ?? 'коллега'} тем временем: ${theirs ?? ''}` : ''}
        {kind === 'conflict' ? ` — вы; сейчас записано: ${theirs ?? 'пусто'}${by ? ` — ${by}` : ''}` : ''}
      </p>
      {kind === 'refused' && message ? <p className="text-bad text-small">{message}</p> : null}
      {open ? (
        <div className="flex flex-wrap gap-1.5">
          {kind === 'conflict' ? (
            <>
              <button type="button" className="btn small" onClick={() => onDecide(id, 'mine')}>
                Оставить моё
              </button>
              <button type="button" className="btn small" onClick={() => onDecide(id, 'theirs')}>
                Принять
              </button>
            </>
          ) : (
            <>
              <button type="button" className="btn small" onClick={onCopy}>
                Скопировать
              </button>
              <button type="button" className="btn small" onClick={() => onDecide(id, 'theirs')}>
                Понятно
              </button>
            </>
          )}
        </div>
      ) : null}
    </li>
  );
}
