import { createHash, randomBytes } from 'node:crypto';
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import { loadActor, type SessionRow } from '#db/actor.ts';
import { env } from '#db/env.ts';
import { type Sql, sql } from '#db/sql.ts';
import type { Actor } from '#lib/policy.ts';

/** Sessions: the one file that knows lucia. The cookie holds 32 random bytes, the table only their SHA-256, so that a
 *  copy of the database opens no session. Staff: 12 h whatever happens; families: 30 idle days, 90 in all; a foreign
 *  computer: until the browser closes, 12 h at most. */

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Attributes>;
    DatabaseSessionAttributes: Attributes;
  }
}
type Attributes = {
  schoolId: number;
  personId: number;
  publicId: number;
  hat: string;
  absoluteAt: Date;
  address: string;
  device: string;
  locked: boolean;
};
type Row = {
  id: string;
  public_id: number;
  school_id: number;
  person_id: number;
  hat: string;
  expires_at: Date;
  absolute_at: Date;
  address: string;
  device: string;
  locked: boolean;
};

export const HOUR = 3_600_000;
const IDLE = new TimeSpan(30, 'd');
/** How long a node believes what it read of a session and a person's rights: revocation reaches everything within 2 s. */
const BELIEVED = 2000;
/** `seen_at` is for the list of sessions, not for a log: once a minute is enough. */
const SEEN_EVERY = 60_000;

export const hashToken = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');
export const newToken = (): string => randomBytes(32).toString('base64url');

const toLucia = (row: Row, token: string): DatabaseSession => ({
  id: token,
  userId: `${row.school_id}:${row.person_id}`,
  expiresAt: row.expires_at,
  attributes: {
    schoolId: row.school_id,
    personId: row.person_id,
    publicId: row.public_id,
    hat: row.hat,
    absoluteAt: row.absolute_at,
    address: row.address,
    device: row.device,
    locked: row.locked,
  },
});

/** Lucia's view of our table. It never sees a hash and the table never sees a token. */
function adapterOf(db: Sql): Adapter {
  return {
    async getSessionAndUser(token) {
      const [row] = await db<
        Row[]
      >`select id, public_id, school_id, person_id, hat, expires_at, absolute_at, address, device, locked
        from session where id = ${hashToken(token)}`;
      if (!row) return [null, null];
      return [toLucia(row, token), { id: `${row.school_id}:${row.person_id}`, attributes: {} }];
    },
    async getUserSessions() {
      // Tokens are not kept, so sessions cannot be given back by person: ownSessions lists them by public id.
      throw new Error('sessions are listed by db/queries/ownSessions.ts');
    },
    async setSession(session) {
      const a = session.attributes;
      await db`insert into session (id, school_id, person_id, hat, expires_at, absolute_at, address, device)
        values (${hashToken(session.id)}, ${a.schoolId}, ${a.personId}, ${a.hat}, least(${session.expiresAt}, ${a.absoluteAt}),
          ${a.absoluteAt}, ${a.address}, ${a.device})`;
    },
    async updateSessionExpiration(token, expiresAt) {
      // Moves only a session whose absolute end is later: staff sessions are left as they are.
      await db`update session set expires_at = least(${expiresAt}, absolute_at) where id = ${hashToken(token)}
        and expires_at < least(${expiresAt}, absolute_at)`;
    },
    async deleteSession(token) {
      await db`delete from session where id = ${hashToken(token)}`;
    },
    async deleteUserSessions(userId) {
      const [schoolId, personId] = userId.split(':').map(Number);
      await db`delete from session where school_id = ${schoolId ?? 0} and person_id = ${personId ?? 0}`;
    },
    async deleteExpiredSessions() {
      await db`delete from session where expires_at <= now()`;
    },
  };
}

const luciaOf = (db: Sql) =>
  new Lucia(adapterOf(db), { sessionExpiresIn: IDLE, getSessionAttributes: (attributes) => attributes });

/** Whether the address browsers use is https: it decides the cookie's name and its Secure flag. */
export const secureOrigin = (): boolean => env().publicOrigin.startsWith('https:');
export const sessionCookieName = (): string => (secureOrigin() ? '__Host-zvonok' : 'zvonok');

/** Locks or opens the screen of this session: pages and reads give nothing while it is locked. */
export async function lockSession(db: Sql, actor: Actor, locked: boolean): Promise<void> {
  await db`update session set locked = ${locked} where id = ${actor.sessionId}`;
  forgetActors();
}

/** Reads one cookie out of a Cookie header. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** `whose`: school and person, once it is known that there is one. */
type Believed = { until: number; actor: Promise<Actor | null>; whose: string | null };
type Held = {
  zvonokActors?: Map<string, Believed>;
  zvonokSeen?: Map<string, number>;
};
const held = globalThis as typeof globalThis & Held;
held.zvonokActors ??= new Map();
held.zvonokSeen ??= new Map();
const believed = held.zvonokActors;
const seen = held.zvonokSeen;

/** A session has ended: the next question of anybody is asked of the database. */
export const forgetActors = (): void => believed.clear();
/** One person's rights have changed. The others keep theirs: a substitution must not send the whole school to the database. */
export function forgetPerson(schoolId: number, personId: number): void {
  for (const [key, { whose }] of believed)
    if (whose === null || whose === `${schoolId}:${personId}`) believed.delete(key);
}

/** Cookie → Actor. Null: no session, an ended one, or a person who has no part in the school any more. */
export async function actorOf(cookieHeader: string | undefined, db: Sql = sql()): Promise<Actor | null> {
  const token = cookieOf(cookieHeader, sessionCookieName());
  if (!token || token.length > 64) return null;
  const key = hashToken(token);
  const known = believed.get(key);
  if (known && known.until > Date.now()) return known.actor;
  const actor = readActor(db, token, key);
  if (believed.size > 20_000) believed.clear();
  const entry: Believed = { until: Date.now() + BELIEVED, actor, whose: null };
  believed.set(key, entry);
  actor.then(
    (found) => {
      entry.whose = found && `${found.schoolId}:${found.personId}`;
    },
    () => believed.delete(key),
  );
  return actor;
}

async function readActor(db: Sql, token: string, key: string): Promise<Actor | null> {
  const { session } = await luciaOf(db).validateSession(token);
  if (!session) return null;
  if ((seen.get(key) ?? 0) < Date.now() - SEEN_EVERY) {
    if (seen.size > 20_000) seen.clear();
    seen.set(key, Date.now());
    await db`update session set seen_at = now() where id = ${key}`;
  }
  const row: SessionRow = {
    id: key,
    public_id: session.publicId,
    school_id: session.schoolId,
    person_id: session.personId,
    hat: session.hat,
    locked: session.locked,
  };
  return loadActor(db, row);
}

/** Which of these sessions still live, and their school's day: one look for all sockets of a node. */
export async function livingSessions(ids: string[], db: Sql = sql()): Promise<Map<string, string>> {
  const rows = await db<{ id: string; today: string }[]>`select id, school_today(school_id) as today from session
    where id = any(${ids}) and expires_at > now()`;
  return new Map(rows.map(({ id, today }) => [id, today]));
}

/** The same with whether their screens are locked. */
export async function sessionStates(
  ids: string[],
  db: Sql = sql(),
): Promise<Map<string, { today: string; locked: boolean }>> {
  const rows = await db<{ id: string; today: string; locked: boolean }[]>`
    select id, school_today(school_id) as today, locked from session where id = any(${ids}) and expires_at > now()`;
  return new Map(rows.map(({ id, today, locked }) => [id, { today, locked }]));
}

export type NewSession = {
  schoolId: number;
  personId: number;
  hat: string;
  family: boolean;
  foreign: boolean;
  address: string;
  device: string;
};

/** Opens a session and returns the token for the cookie: the only time it exists on the server. */
export async function openSession(db: Sql, s: NewSession): Promise<string> {
  const token = newToken();
  const hours = s.family && !s.foreign ? 90 * 24 : 12;
  await luciaOf(db).createSession(
    `${s.schoolId}:${s.personId}`,
    {
      schoolId: s.schoolId,
      personId: s.personId,
      publicId: 0,
      hat: s.hat,
      absoluteAt: new Date(Date.now() + hours * HOUR),
      address: s.address,
      device: s.device.slice(0, 200),
      locked: false,
    },
    { sessionId: token },
  );
  return token;
}
