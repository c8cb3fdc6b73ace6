/** What one keystroke, paste or correction did to a text: the smallest change, so that a colleague's letters in the same
 *  cell stay where they are. Positions are in UTF-16 units, as in the browser's fields and in the document. */

export type TextChange = { at: number; remove: number; insert: string };

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** The change that turns `old` into `next`; null when there is none. `caret`: where the caret stands in `next`, which tells
 *  the second «а» of «аа» from the first. A sign of two units is never cut in half. */
export function textChange(old: string, next: string, caret = next.length): TextChange | null {
  if (old === next) return null;
  const shorter = Math.min(old.length, next.length);
  const behind = Math.max(0, Math.min(next.length, next.length - caret));
  let end = 0;
  while (
    end < Math.min(shorter, behind) &&
    old.charCodeAt(old.length - 1 - end) === next.charCodeAt(next.length - 1 - end)
  )
    end += 1;
  let at = 0;
  while (at < shorter - end && old.charCodeAt(at) === next.charCodeAt(at)) at += 1;
  // The caret only says where to begin looking: what is equal behind it still need not change.
  while (end < shorter - at && old.charCodeAt(old.length - 1 - end) === next.charCodeAt(next.length - 1 - end))
    end += 1;
  if (at > 0 && isHighSurrogate(old.charCodeAt(at - 1))) at -= 1;
  if (
    end > 0 &&
    (isLowSurrogate(old.charCodeAt(old.length - end)) || isLowSurrogate(next.charCodeAt(next.length - end)))
  )
    end -= 1;
  return { at, remove: old.length - at - end, insert: next.slice(at, next.length - end) };
}

/** Where a position of the old text lies after a change by somebody else: my caret stays behind the letters it stood behind,
 *  and what he inserts exactly at it comes after it. */
export function movedBy(position: number, { at, remove, insert }: TextChange): number {
  if (position <= at) return position;
  if (position >= at + remove) return position - remove + insert.length;
  return at + insert.length;
}
