import { textChange } from '#lib/domain/plans/splice.ts';

/** A text and what became of it, in one line: what went is struck through, what came is underlined. */
export function TextChange({ was, now }: { was: string; now: string }) {
  const { head, gone, come, tail } = textChange(was, now);
  return (
    <span className="plantext whitespace-pre-line">
      {head}
      {gone && <del>{gone}</del>}
      {gone && come && ' '}
      {come && <ins>{come}</ins>}
      {tail}
      {was === '' && now === '' && <span className="text-ink-3">пусто</span>}
    </span>
  );
}
