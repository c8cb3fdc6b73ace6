import { clear, createStore, delMany, entries, get, set } from 'idb-keyval';
import { forgetPlanCopies } from '#app/_live/keptPlans.ts';
import type { MenuPerson, Section } from '#app/_ui/sections.ts';
import type { View } from '#lib/contract/views.ts';
import { dayIn } from '#lib/domain/time.ts';

/** The views last seen by the signed-in person, in IndexedDB under his session: what can be read and filled without a
 *  network. Families keep theirs for seven days, staff today's journals and the plans they write. Wiped at sign-out, at the session's end and when
 *  somebody else signs in; on a foreign computer nothing is kept at all. */

export type Owner = {
  /** Of the session and the role: another role sees other things. */
  session: string;
  family: boolean;
  person: MenuPerson;
  sections: Section[];
  demo: boolean;
};
export type KeptView = {
  /** The address it was seen at. */
  path: string;
  /** Date.now() when it was known to be true. */
  savedAt: number;
  view: View;
  viewer: { personId: number; schoolId?: number };
};
type KeptOwner = Owner & { since: number };

const HOUR = 3_600_000;
const FAMILY_KEEPS = 7 * 24 * HOUR;
/** A staff session ends after this in any case. */
const STAFF_SESSION = 12 * HOUR;
const FOREIGN = 'zvonok-foreign';
const OWNER = 'owner';

let opened: ReturnType<typeof createStore> | null = null;
const store = () => {
  opened ??= createStore('zvonok-views', 'views');
  return opened;
};
/** True: this page must not write any more, its session is over. */
let closed = false;
/** Resolves when the device is this person's: nothing is written before. */
let claim: Promise<boolean> = Promise.resolve(false);

/** «Чужой компьютер»: remembered until somebody signs in on his own one. */
export function rememberForeign(foreign: boolean): void {
  if (foreign) localStorage.setItem(FOREIGN, '1');
  else localStorage.removeItem(FOREIGN);
}

export const isForeign = (): boolean => localStorage.getItem(FOREIGN) !== null;

/** Whether a kept view may still be shown at `now`, Date.now(). */
export function isShowable(kept: KeptView, owner: KeptOwner, now: number): boolean {
  if (owner.family) return now - kept.savedAt < FAMILY_KEEPS;
  const { view } = kept;
  const schoolNow = Date.parse(view.now) + (now - kept.savedAt);
  const theirs = view.view === 'journal' || view.view === 'plan';
  return theirs && now - owner.since < STAFF_SESSION && dayIn(new Date(schoolNow), view.tz) === view.today;
}

/** Puts the device under this session and wipes what another one has left, and what is too old. */
export function claimDevice(owner: Owner): void {
  claim = claimFor(owner).catch(() => false);
}
async function claimFor(owner: Owner): Promise<boolean> {
  const old = await get<KeptOwner>(OWNER, store());
  const same = old?.session === owner.session ? old : null;
  const foreign = localStorage.getItem(FOREIGN) !== null;
  if (!same || foreign) await clear(store());
  // The same person's plans stay over a new session of his: they are merged, not shown as they were.
  forgetPlanCopies((copy) => foreign || copy.personId !== owner.person.id, { unsentToo: false });
  if (foreign) return false;
  const kept: KeptOwner = { ...owner, since: same?.since ?? Date.now() };
  await set(OWNER, kept, store());
  const { views } = await readAll();
  await delMany(
    views.filter((view) => !isShowable(view, kept, Date.now())).map((view) => view.path),
    store(),
  );
  return true;
}

export async function keepView(view: KeptView): Promise<void> {
  if (!(await claim) || closed) return;
  await set(view.path, view, store());
}

async function readAll(): Promise<{ owner: KeptOwner | null; views: KeptView[] }> {
  const all = await entries<string, KeptView | KeptOwner>(store());
  let owner: KeptOwner | null = null;
  const views: KeptView[] = [];
  for (const [, value] of all)
    if ('view' in value) views.push(value);
    else owner = value;
  return { owner, views };
}

/** What may be shown now, newest first; null owner: nobody's data are here. */
export async function keptViews(): Promise<{ owner: Owner | null; views: KeptView[] }> {
  const { owner, views } = await readAll();
  if (!owner) return { owner: null, views: [] };
  const showable = views.filter((view) => isShowable(view, owner, Date.now()));
  return { owner, views: showable.sort((a, b) => b.savedAt - a.savedAt) };
}

let channel: BroadcastChannel | null = null;
const tabs = () => {
  channel ??= new BroadcastChannel('zvonok-device');
  return channel;
};

/** The session is over: wipes what was kept, here and in the memory of other tabs. Never fails: a browser that kept
 *  nothing has nothing to wipe. */
export async function forgetViews(): Promise<void> {
  closed = true;
  tabs().postMessage('forgotten');
  forgetPlanCopies(() => true, { unsentToo: false });
  await clear(store()).catch(() => undefined);
}

/** The session has ended, or this browser is somebody else's now: nobody may stay on this page. Unsent records stay on the
 *  device for their person. */
export function leaveSession(): void {
  // Without a network the way out fails, and the page would stay: it is tried again when the network is back, and when the
  // server says so once more. Not at every word of it: a slow sign-in page would begin to load anew each time.
  if (!over) window.addEventListener('online', signIn);
  over = true;
  if (Date.now() - leftAt < LEAVE_AGAIN) return;
  leftAt = Date.now();
  void forgetViews().then(signIn);
}
const signIn = (): void => window.location.assign('/login');
/** How long one try to leave may take, ms. */
const LEAVE_AGAIN = 5000;
let over = false;
let leftAt = 0;
export const isSessionOver = (): boolean => over;

/** Another tab has ended the session: `leave` must take its data off this screen too. */
export function onForgotten(leave: () => void): () => void {
  const listen = () => {
    closed = true;
    leave();
  };
  tabs().addEventListener('message', listen);
  return () => tabs().removeEventListener('message', listen);
}
