/** One text made of another by one cut: as little as lies between what both begin and end with. A shared text that is changed so
 *  keeps the carets of those who stand in what has not changed. */
type Splice = { at: number; remove: string; insert: string };

/** Half of a character beyond the basic plane must not be cut off: Yjs would keep a broken one. */
const splitsPair = (text: string, at: number): boolean => {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
};

export function spliceOf(was: string, now: string): Splice {
  const shorter = Math.min(was.length, now.length);
  let at = 0;
  while (at < shorter && was[at] === now[at]) at += 1;
  if (splitsPair(was, at) || splitsPair(now, at)) at -= 1;
  let tail = 0;
  while (tail < shorter - at && was.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  if (splitsPair(was, was.length - tail) || splitsPair(now, now.length - tail)) tail -= 1;
  return { at, remove: was.slice(at, was.length - tail), insert: now.slice(at, now.length - tail) };
}

const WORD = /[\p{L}\p{N}]/u;
const isLetter = (text: string, at: number): boolean => WORD.test(text[at] ?? '');

/** The same as people read it: what stays, what goes, what comes, in whole words: «Закрепление» does not become «Повторение»
 *  by half of it. */
export function textChange(was: string, now: string): { head: string; gone: string; come: string; tail: string } {
  const { at, remove, insert } = spliceOf(was, now);
  let from = at;
  if (isLetter(was, at) || isLetter(now, at)) while (isLetter(was, from - 1)) from -= 1;
  const [oldEnd, newEnd] = [at + remove.length, at + insert.length];
  let more = 0;
  if (isLetter(was, oldEnd - 1) || isLetter(now, newEnd - 1)) while (isLetter(was, oldEnd + more)) more += 1;
  return {
    head: was.slice(0, from),
    gone: was.slice(from, oldEnd + more),
    come: now.slice(from, newEnd + more),
    tail: was.slice(oldEnd + more),
  };
}
