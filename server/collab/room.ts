import { log } from '#db/log.ts';
import type { NewUpdate, PlanHead, PlanKey, StoredDocument } from '#db/plans/store.ts';
import { CommittedDocument } from '#server/collab/committed.ts';
import type { Connection } from '#server/collab/connection.ts';
import { step1Frame, step2Frame, updateFrame } from '#server/collab/frames.ts';
import { insist } from '#server/collab/insist.ts';
import { PENDING_LIMIT } from '#server/collab/limits.ts';
import { Presence } from '#server/collab/presence.ts';
import { type Refused, Shadow, type Verdict } from '#server/collab/shadow.ts';
import { Telling } from '#server/collab/telling.ts';

/** How a room reads and writes its plan, and whom it tells. */
export type RoomWorld = {
  append(plan: PlanKey, updates: NewUpdate[], expected: number): Promise<number | null>;
  read(plan: PlanKey, after: number): Promise<StoredDocument>;
  /** Null: the plan is no more. */
  head(plan: PlanKey): Promise<PlanHead | null>;
  /** Called after each commit of this node. */
  committed(room: Room, by: Connection): void;
  /** Editors of this node that came, moved or went. */
  present(room: Room, clients: readonly number[]): void;
};

/** A change on its way to the database. */
type Pending = { delta: Uint8Array; from: Connection; ticket: number };

/** The seq of the last update; null: the document is elsewhere by now. */
type Answer = number | null | 'failed';

/** One plan that is open on this node. A change goes: shadow copy → database → document → colleagues → «сохранено»; what a colleague
 *  has seen is committed. Changes that come while a commit is under way share the next one. */
export class Room {
  readonly plan: PlanHead;
  readonly connections = new Set<Connection>();
  readonly presence = new Presence();
  readonly telling: Telling;
  /** Who is on the way in: a room that is held is not closed. */
  holds = 0;
  /** Since when nobody is here, by the process's clock. */
  idleSince = performance.now();
  /** Appended by this node since the plan was packed last. */
  appended = 0;
  readonly #world: RoomWorld;
  readonly #document: CommittedDocument;
  readonly #shadow: Shadow;
  #pending: Pending[] = [];
  #flying: Pending[] = [];
  /** Of the database about those that are flying. */
  #answer: Promise<Answer> | null = null;
  #ticket = 0;
  #pumping: Promise<void> | null = null;
  #reading: Promise<void> | null = null;
  #readAgain = false;
  /** Under which editor's ids the persons who are here have written. */
  readonly #owners = new Map<number, number>();

  constructor(plan: PlanHead, stored: StoredDocument, world: RoomWorld) {
    this.plan = plan;
    this.#world = world;
    this.telling = new Telling(this, (clients) => world.present(this, clients));
    this.#document = new CommittedDocument(stored);
    this.#shadow = new Shadow(() => [this.#document.state(), ...this.#waiting().map(({ delta }) => delta)]);
  }

  /** The last update of the plan that this room knows. */
  get cursor(): number {
    return this.#document.seq;
  }
  get busy(): boolean {
    return this.holds > 0 || this.#pumping !== null || this.#pending.length > 0;
  }

  join(connection: Connection): void {
    this.connections.add(connection);
    if (connection.mayWrite) this.askFor(connection);
    this.telling.show(connection);
  }
  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    const { personId } = connection.actor;
    if (![...this.connections].some(({ actor }) => actor.personId === personId))
      for (const [client, owner] of this.#owners) if (owner === personId) this.#owners.delete(client);
    this.telling.tell(this.presence.leave(connection.speaker, performance.now()));
    this.idleSince = performance.now();
  }

  /** Asks a client for everything it has and the document has not. */
  askFor(connection: Connection): void {
    connection.send(step1Frame(this.#document.vector()));
  }
  /** Gives a client what it lacks; from then on it is sent every change. */
  answer(connection: Connection, vector: Uint8Array): void {
    connection.send(step2Frame(this.#document.state(vector)));
    connection.following = true;
  }
  /** What a client that follows has by now. */
  vector(): Uint8Array {
    return this.#document.vector();
  }

  /** Tries a change of a client and sends it on its way. */
  take(from: Connection, bytes: Uint8Array): Verdict {
    const { personId } = from.actor;
    const verdict = this.#shadow.try(bytes, (client) => (this.#owners.get(client) ?? personId) === personId);
    if (!verdict.ok) return verdict;
    for (const client of verdict.clients) this.#owners.set(client, personId);
    if (verdict.delta) {
      this.#ticket += 1;
      this.#pending.push({ delta: verdict.delta, from, ticket: this.#ticket });
      this.#pump();
    }
    // What was known may be on its way still, sent by another window: it is persisted when everything before it is.
    from.ticket = this.#ticket;
    return verdict;
  }
  /** Whether the database is too far behind to take more. */
  get full(): boolean {
    return this.#pending.reduce((bytes, { delta }) => bytes + delta.byteLength, 0) > PENDING_LIMIT;
  }
  /** Whether everything up to this ticket is committed. */
  isSettled(ticket: number): boolean {
    const oldest = this.#flying[0] ?? this.#pending[0];
    return !oldest || ticket < oldest.ticket;
  }

  /** Changes that are not committed yet, in their order. */
  #waiting(): Pending[] {
    return [...this.#flying, ...this.#pending];
  }

  #pump(): void {
    this.#pumping ??= this.#run().finally(() => {
      this.#pumping = null;
      if (this.#pending.length > 0) this.#pump();
    });
  }
  async #run(): Promise<void> {
    while (this.#pending.length > 0 || this.#flying.length > 0) {
      if (this.#flying.length === 0) this.#takeOff();
      const seq = await this.#answer;
      if (seq === 'failed') this.#giveUp();
      else if (seq === null) await this.#moved().catch((error: unknown) => this.#giveUp(error));
      else this.#committed(seq);
      for (const connection of this.connections) connection.settle();
    }
  }
  #takeOff(): void {
    this.#flying = this.#pending;
    this.#pending = [];
    const updates = this.#flying.map(({ delta, from }) => ({ bytes: delta, authorId: from.actor.personId }));
    // What is read meanwhile moves the document on: then these have not been tried behind it, and are refused their place.
    const expected = this.cursor;
    this.#answer = insist(this.plan.planId, () => this.#world.append(this.plan, updates, expected));
  }
  #committed(seq: number): void {
    const flying = this.#flying;
    this.#flying = [];
    this.appended += flying.length;
    const deltas = flying.map(({ delta }) => delta);
    const update = this.#document.take(deltas, seq);
    // Something has been read behind them already: what waits has not been tried behind that.
    if (this.cursor > seq) this.#retry();
    // The database is at the next ones while these are told.
    if (this.#pending.length > 0) this.#takeOff();
    const [first] = flying;
    const own = first && flying.every(({ from }) => from === first.from) ? first.from : null;
    this.#broadcast(update, own);
    const last = flying.at(-1);
    if (last) this.#world.committed(this, last.from);
  }
  #broadcast(update: Uint8Array, except: Connection | null): void {
    const frame = updateFrame(update);
    for (const connection of this.connections)
      if (connection.following && connection !== except) connection.send(frame);
  }
  /** The database has not answered for long: the writers are told to come back; their copies hold what they typed. */
  #giveUp(error?: unknown): void {
    log.error({ err: error, plan: this.plan.planId }, 'plan updates were given up');
    const lost = new Set(this.#waiting().map(({ from }) => from));
    // Another window may have sent the same change and wait for it too.
    for (const connection of this.connections) if (!this.isSettled(connection.ticket)) lost.add(connection);
    this.#flying = [];
    this.#pending = [];
    for (const connection of lost) connection.close(1013, 'the database does not answer');
    this.#shadow.forget();
  }

  /** Somebody else has appended: his changes are read, and what waits is tried again behind them. */
  async #moved(): Promise<void> {
    const before = this.cursor;
    await this.catchUp();
    this.#retry();
    if (this.cursor > before) return;
    const head = await this.#world.head(this.plan);
    if (head?.generation === this.plan.generation) return;
    this.#pending = [];
    for (const connection of this.connections) connection.close(4409, 'another document');
  }
  #retry(): void {
    const waiting = this.#waiting();
    this.#flying = [];
    this.#pending = [];
    this.#shadow.forget();
    for (const one of waiting) {
      const verdict = this.#shadow.try(one.delta);
      if (!verdict.ok) this.#refuse(one, verdict);
      else if (verdict.delta) this.#pending.push({ ...one, delta: verdict.delta });
    }
  }
  /** Another window of the same person may have sent the same change, or what rests on it, and waits for it too. */
  #refuse({ from, ticket }: Pending, verdict: Refused): void {
    for (const connection of this.connections)
      if (connection.actor.personId === from.actor.personId && connection.ticket >= ticket)
        connection.refuse(verdict, ticket);
  }

  /** Reads what other nodes and commands have appended. One reading at a time; a call meanwhile makes it read once more. */
  catchUp(): Promise<void> {
    if (this.#reading) this.#readAgain = true;
    this.#reading ??= (async () => {
      try {
        do {
          this.#readAgain = false;
          this.#takeStored(await this.#world.read(this.plan, this.cursor));
        } while (this.#readAgain);
      } finally {
        this.#reading = null;
      }
    })();
    return this.#reading;
  }
  #takeStored({ state, updates }: StoredDocument): void {
    // Meanwhile this node may have committed some of its own.
    const all = [...(state ? [state] : []), ...updates].filter(({ seq }) => seq > this.cursor);
    const last = all.at(-1);
    if (!last) return;
    const bytes = all.map((one) => one.bytes);
    for (const one of bytes) this.#shadow.take(one);
    this.#broadcast(this.#document.take(bytes, last.seq), null);
    // Each of two changes may be within the limits and both together not.
    if (this.#flying.length === 0 && this.#pending.length > 0) this.#retry();
  }

  /** Resolves when nothing waits for the database. */
  async drained(): Promise<void> {
    while (this.#pumping) await this.#pumping;
  }
  destroy(): void {
    this.telling.destroy();
    this.#shadow.forget();
    this.#document.destroy();
  }
}
