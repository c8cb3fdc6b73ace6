import Link from 'next/link';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { draftWords } from '#lib/domain/plans/drafts.ts';
import { PASS_LABELS } from '#lib/domain/plans/pass.ts';

export type PassKind = keyof typeof PASS_LABELS;
/** In the order of the buttons; the key is that of the Russian letter. */
export const PASS_KEYS: readonly { kind: PassKind; code: string; key: string }[] = [
  { kind: 'lost', code: 'KeyC', key: 'Alt С' },
  { kind: 'rows', code: 'KeyJ', key: 'Alt О' },
  { kind: 'repeat', code: 'KeyG', key: 'Alt П' },
];

type Props = {
  planId: number;
  lesson: JournalLesson;
  off: boolean;
  onAsk(kind: PassKind): void;
  /** By the plan again. */
  onBack(): void;
};

/** Where the lesson stands in the plan, and what can be said of it. */
export function PlanLine({ planId, lesson, off, onAsk, onBack }: Props) {
  const { draft, pass } = lesson;
  const row = draft?.rows[0]?.id ?? pass?.rows[0];
  const decided = pass?.decided && pass.how !== null ? pass : null;
  return (
    <div className="jktp">
      <div>
        <Link href={`/plans/${planId}${row ? `?row=${row}` : ''}`} prefetch={false}>
          {wordsOf(lesson)}
        </Link>
        {decided?.reason && <span className="text-ink-3"> · {decided.reason}</span>}
      </div>
      {!off && (
        <div className="jacts">
          {PASS_KEYS.map(({ kind, key }) => (
            <button key={kind} type="button" className="link" title={key} onClick={() => onAsk(kind)}>
              {PASS_LABELS[kind]}
            </button>
          ))}
          {decided && (
            <button type="button" className="link" onClick={onBack}>
              По плану
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function wordsOf({ draft, pass, topic }: JournalLesson): string {
  if (pass?.how === 'lost') return 'КТП: тема сдвинута';
  if (pass?.how === 'repeat') return 'КТП: повторение';
  if (topic === null && draft) return draftWords(draft);
  if (pass?.how === 'rows') return pass.rows.length > 1 ? `КТП: объединено тем ${pass.rows.length}` : 'По КТП';
  return topic === null ? 'КТП: темы закончились' : 'КТП: строка не указана';
}
