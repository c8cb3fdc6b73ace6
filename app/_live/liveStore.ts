import type { CommandQueue, PendingCommand } from '#app/_live/commandQueue.ts';
import type { LiveSocket } from '#app/_live/liveSocket.ts';
import type { Outcome } from '#app/_live/outcomes.ts';
import { editOf, type ForeignEdit } from '#app/_live/place.ts';
import { OUTDATED } from '#app/_live/sendCommands.ts';
import { applyEvent, isStale, isYesterday } from '#lib/contract/apply.ts';
import { type AppliedEvent, parseEvents } from '#lib/contract/events.ts';
import { keyText, type PresencePerson, type ViewKey } from '#lib/contract/socket.ts';
import type { View } from '#lib/contract/views.ts';

export type LiveStatus =
  | { state: 'saved'; at: string | null }
  | { state: 'saving'; count: number }
  | { state: 'offline'; count: number }
  | { state: 'refused'; message: string; count: number }
  /** Nothing is sent until the person reloads or signs in again. */
  | { state: 'halted'; message: string; count: number };

export type LiveSnapshot<V extends View> = {
  /** The server's truth: what was read, plus events. Never a pending value. */
  view: V;
  pending: readonly PendingCommand[];
  status: LiveStatus;
  online: boolean;
  people: readonly PresencePerson[];
  /** `workId:studentId` → who changed it from elsewhere, and when (Date.now()). */
  changedBy: ReadonlyMap<string, { name: string; at: number }>;
  /** `workId:number` of marks that arrived while this page was open. */
  freshMarks: ReadonlySet<string>;
  /** Changes by others that this page has heard of, oldest first. */
  edits: readonly ForeignEdit[];
  /** Answers that were not «Сохранено», and all answers to what had waited for the connection. */
  outcomes: readonly Outcome[];
};

type Options<V extends View> = {
  initial: V;
  key: ViewKey;
  personId: number;
  queue: CommandQueue;
  socket: LiveSocket;
  /** Too much was missed: read it anew. */
  reload: () => void;
  /** The session has ended. */
  leave: () => void;
};

/** The wall's counters move by differences, a teacher's day, the substitutions and what is open in plans have no versions: they
 *  take events in log order only, from the socket. */
const ORDERED: ReadonlySet<string> = new Set(['wall', 'myDay', 'substitutions', 'plan', 'plans']);
/** How often the day is looked at, ms. */
const DAY_CHECK = 60_000;
/** Over how long the phones of a school spread a reading anew that concerns them all, ms. */
const SPREAD = 3000;
const FAMILY_VIEWS: ReadonlySet<View['view']> = new Set(['diary', 'marks', 'results', 'programme']);
/** Cursor moves are told at most this often, ms. */
const PRESENCE_PAUSE = 80;

/** One live view: the state as read, kept true by events. On every (re)connect it tells the server from where it
 *  follows; pushes that come before the answer wait for it, so that nothing is applied out of order. */
export function createLiveStore<V extends View>({ initial, key, personId, queue, socket, reload, leave }: Options<V>) {
  const listeners = new Set<() => void>();
  let cursor = initial.seq;
  let watching = false;
  let early: { seq: number; events: AppliedEvent[] }[] | null = [];
  let clock = Date.parse(initial.now) - Date.now();
  let cell: { workId: number; studentId: number } | null = null;
  let told: ReturnType<typeof setTimeout> | null = null;
  let snapshot: LiveSnapshot<V> = {
    view: initial,
    pending: [],
    status: { state: 'saved', at: null },
    online: true,
    people: [],
    changedBy: new Map(),
    freshMarks: new Set(),
    edits: [],
    outcomes: [],
  };

  function statusNow(): LiveStatus {
    const { pending, lost, halted, refused, savedAt } = queue.state();
    const count = pending.length;
    if (halted) return { state: 'halted', message: halted.message, count };
    if (refused) return { state: 'refused', message: refused, count };
    if (lost || !watching)
      return started && (lost || !socket.connected) ? { state: 'offline', count } : saving(count, savedAt);
    return saving(count, savedAt);
  }
  const saving = (count: number, savedAt: number | null): LiveStatus =>
    count > 0
      ? { state: 'saving', count }
      : { state: 'saved', at: savedAt === null ? null : new Date(savedAt + clock).toISOString() };
  function publish(change: Partial<LiveSnapshot<V>> = {}): void {
    const { pending, edits, outcomes } = queue.state();
    const status = statusNow();
    snapshot = { ...snapshot, ...change, pending, edits, outcomes, status, online: status.state !== 'offline' };
    for (const listener of listeners) listener();
  }
  function apply(events: AppliedEvent[]): void {
    if (events.length === 0) return;
    let { view } = snapshot;
    const changedBy = new Map(snapshot.changedBy);
    const freshMarks = new Set(snapshot.freshMarks);
    const edits: ForeignEdit[] = [];
    for (const event of events) {
      // Before it is applied: the list says what it was and what it became.
      const edit = editOf(view, event, personId);
      if (edit) edits.push(edit);
      view = applyEvent(view, event);
      if (event.name === 'mark.changed') freshMarks.add(`${event.data.workId}:${event.data.number}`);
      if (!event.by || event.by.id === personId || !('studentId' in event.data) || !('lessonId' in event.data))
        continue;
      for (const workId of worksOf(snapshot.view, event))
        changedBy.set(`${workId}:${event.data.studentId}`, { name: event.by.name, at: Date.now() });
    }
    const news = isStale(view) && !isStale(snapshot.view);
    snapshot = { ...snapshot, view };
    if (news) readAnew(events.some((event) => event.name === 'timetable.changed'));
    if (edits.length > 0) queue.notice(edits);
    publish({ changedBy, freshMarks });
  }
  /** A new timetable is news for a whole school: its phones do not ask at once. */
  function readAnew(wide: boolean): void {
    if (!wide || !FAMILY_VIEWS.has(snapshot.view.view)) {
      reload();
      return;
    }
    setTimeout(() => {
      if (started && isStale(snapshot.view)) reload();
    }, Math.random() * SPREAD);
  }
  const outdated = () => queue.outdate(OUTDATED);

  function onPush(message: { seq: number; events: unknown }): void {
    const events = parseEvents(message.events);
    if (!events) {
      outdated();
      return;
    }
    if (early) {
      early.push({ seq: message.seq, events });
      return;
    }
    cursor = Math.max(cursor, message.seq);
    queue.confirm(events);
    apply(events);
  }
  function watch(): void {
    early = [];
    socket.emit('watch', { key, since: cursor }, (answer) => {
      if (!answer.ok) {
        if (answer.code === 'unauthenticated') leave();
        else if (answer.code === 'busy') setTimeout(watch, 1000);
        else reload();
        return;
      }
      if ('reset' in answer) return reload();
      const waited = early ?? [];
      early = null;
      watching = true;
      const events = parseEvents(answer.events);
      if (!events) return outdated();
      cursor = Math.max(cursor, answer.seq, ...waited.map((w) => w.seq));
      const missed = [...events, ...waited.filter((w) => w.seq > answer.seq).flatMap((w) => w.events)];
      queue.confirm(missed);
      apply(missed);
      publish();
      tellCell();
      queue.retryNow();
    });
  }
  function onDisconnect(reason: string): void {
    watching = false;
    publish({ people: [] });
    if (reason === 'io server disconnect') socket.connect();
  }
  const onPresence = (message: { groupId: number; people: PresencePerson[] }) => {
    if (key.view === 'journal' && message.groupId === key.groupId)
      publish({ people: message.people.filter((p) => p.clientId !== socket.id) });
  };
  const onReread = (message: ViewKey) => {
    if (keyText(message) === keyText(key)) reload();
  };
  function onRefused(error: Error): void {
    if (error.message === 'unauthenticated') leave();
    if (error.message === 'outdated') outdated();
    // The library gives up after a refusal by the server; a school's phones come back spread over some seconds.
    if (error.message === 'busy' || error.message === 'throttled')
      setTimeout(() => started && socket.connect(), 1000 + Math.random() * 4000);
    publish();
  }
  function tellCell(): void {
    told = null;
    if (key.view === 'journal' && socket.connected) socket.emit('presence', { groupId: key.groupId, cell });
  }
  let started = false;

  return {
    get: () => snapshot,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(): () => void {
      started = true;
      const settled = ORDERED.has(key.view) ? () => undefined : apply;
      const stopQueue = queue.listen({ changed: () => publish(), settled });
      // A page left open overnight would go on showing yesterday as today.
      const midnight = setInterval(() => {
        if (isYesterday(snapshot.view, new Date(Date.now() + clock))) reload();
      }, DAY_CHECK);
      socket.on('connect', watch);
      socket.on('push', onPush);
      socket.on('disconnect', onDisconnect);
      socket.on('presence', onPresence);
      socket.on('reread', onReread);
      socket.on('revoked', leave);
      socket.on('connect_error', onRefused);
      if (socket.connected) watch();
      else socket.connect();
      publish();
      return () => {
        started = false;
        stopQueue();
        clearInterval(midnight);
        if (told) clearTimeout(told);
        socket.emit('unwatch', key);
        socket.off('connect', watch);
        socket.off('push', onPush);
        socket.off('disconnect', onDisconnect);
        socket.off('presence', onPresence);
        socket.off('reread', onReread);
        socket.off('revoked', leave);
        socket.off('connect_error', onRefused);
      };
    },
    /** The page was read anew by the server: start from there. */
    replace(view: V): void {
      if (view === snapshot.view) return;
      cursor = view.seq;
      clock = Date.parse(view.now) - Date.now();
      publish({ view });
      if (started && socket.connected) watch();
    },
    /** School time, ticking. */
    now: (): Date => new Date(Date.now() + clock),
    /** Whether events arrive: what the view shows is true now. */
    follows: (): boolean => watching,
    /** The seq up to which the view is known: what a command typed now has seen. */
    seen: (): number => cursor,
    showCell(next: { workId: number; studentId: number } | null): void {
      cell = next;
      told ??= setTimeout(tellCell, PRESENCE_PAUSE);
    },
  };
}
export type LiveStore<V extends View> = ReturnType<typeof createLiveStore<V>>;

/** The columns that an event of a student touches: its work, or all works of the lesson for attendance. */
function worksOf(view: View, event: AppliedEvent): number[] {
  if ('workId' in event.data) return [event.data.workId];
  if (view.view !== 'journal' || !('lessonId' in event.data)) return [];
  const { lessonId } = event.data;
  return view.works.filter((w) => w.lessonId === lessonId).map((w) => w.id);
}
