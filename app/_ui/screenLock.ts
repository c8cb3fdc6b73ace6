/** What tabs of one browser agree on about the locked screen: marks in localStorage, read by all of them. */

/** Nobody has touched anything for this long, ms: the screen locks (a class stands around the desk). */
export const IDLE = 15 * 60_000;
/** A touch is written down at most this often, ms. */
const WRITTEN_EVERY = 5000;
const LOCKED = 'zvonok-locked';
const TOUCHED = 'zvonok-touched';

/** The session whose screen is locked here. */
export const isLockedHere = (session: string): boolean => localStorage.getItem(LOCKED) === session;
export const markLocked = (session: string): void => localStorage.setItem(LOCKED, session);
export const markUnlocked = (): void => localStorage.removeItem(LOCKED);

/** How long this session has stood untouched, in whichever tab; a new session begins with its first page. */
export function idleFor(session: string): number {
  const [of, at] = (localStorage.getItem(TOUCHED) ?? '').split(' ');
  return of === session ? Date.now() - Number(at) : 0;
}
let written = 0;
export function touch(session: string): void {
  const now = Date.now();
  if (now - written < WRITTEN_EVERY) return;
  written = now;
  localStorage.setItem(TOUCHED, `${session} ${now}`);
}
/** Where the person was when a reload met the lock. */
const PLACE = 'zvonok-locked-at';
export const rememberPlace = (): void =>
  sessionStorage.setItem(PLACE, window.location.pathname + window.location.search);
export const rememberedPlace = (): string | null => sessionStorage.getItem(PLACE);
