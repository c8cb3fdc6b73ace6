import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { loadActor } from '#db/actor.ts';
import { hashToken, newToken, openSession } from '#db/sessions.ts';
import { type Sql, transaction } from '#db/sql.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import { type Actor, isFamilyHat } from '#lib/policy.ts';

/** argon2id of OWASP's first choice: 19 MiB, two passes. About 15 ms of one core. */
export const PASSWORD_HASH = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Failures are counted over this time, minutes. */
const WINDOW = 15;
/** After this many failures of one login from one address each further try waits, from 1 s growing to 60 s. */
const FREE_TRIES = 5;
/** A whole school sits behind one address: only a flood of failures from it is refused. */
const ADDRESS_LIMIT = 300;
/** Hashes computed at once; the rest wait their turn, and beyond the queue the person is asked to try again. */
const HASHING = availableParallelism() * 2;
const HASHING_QUEUE = 200;

let hashing = 0;
const waiting: (() => void)[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T | null> {
  if (hashing >= HASHING) {
    if (waiting.length >= HASHING_QUEUE) return null;
    await new Promise<void>((go) => waiting.push(go));
  }
  hashing += 1;
  try {
    return await work();
  } finally {
    hashing -= 1;
    waiting.shift()?.();
  }
}

/** Hashes a new password. */
export const hashPassword = (password: string): Promise<string> => hash(password, PASSWORD_HASH);

export type SignInInput = {
  login: string;
  password: string;
  foreign: boolean;
  address: string;
  device: string;
  deviceToken: string | null;
};
export type SignedIn = { ok: true; token: string; deviceToken: string; actor: Actor };

const wrong = (): Refusal => refuse('unauthenticated', 'Логин или пароль не подходит.');
const busy = (): Refusal =>
  refuse('busy', 'Сейчас входит слишком много людей. Повторите через несколько секунд.', { retryAfter: 5 });

let dummy: Promise<string> | undefined;
/** Checks a password against nothing, for as long as against something: an unknown login must not answer sooner. */
const nothing = () => {
  dummy ??= hashPassword(newToken());
  return dummy;
};

/** Signs a person in by login and password. The same refusal for an unknown login, a wrong password and a person who has
 *  left; `throttled` with seconds after repeated failures of this login from this address. A device that has signed in
 *  before has a count of its own, so that nobody at the same address can lock its owner out. */
export async function signIn(db: Sql, input: SignInInput): Promise<SignedIn | Refusal> {
  const login = input.login.trim().toLowerCase();
  const tried = await tryOf(db, login, input);
  if (!tried.ok) return tried;
  const { source, known } = tried;
  const [account] = await db<{ school_id: number; person_id: number; password_hash: string }[]>`
    select school_id, person_id, password_hash from account where login = ${login}`;
  const stored = account?.password_hash ?? (await nothing());
  const fits = await inTurn(() => verify(stored, input.password));
  if (fits === null) return busy();
  const session = {
    id: '',
    public_id: 0,
    school_id: account?.school_id ?? 0,
    person_id: account?.person_id ?? 0,
    hat: '',
    locked: false,
  };
  const actor = account && fits ? await loadActor(db, session) : null;
  if (!actor) return wrong();
  await forgetTries(db, login, source);
  const deviceToken = known && input.deviceToken ? input.deviceToken : newToken();
  await db`insert into known_device (login, token_hash) values (${login}, ${hashToken(deviceToken)})
    on conflict (login, token_hash) do update set at = now()`;
  const family = actor.hats.every(isFamilyHat);
  const token = await openSession(db, {
    schoolId: actor.schoolId,
    personId: actor.personId,
    hat: actor.hat,
    family,
    foreign: input.foreign,
    address: input.address,
    device: input.device,
  });
  return { ok: true, token, deviceToken, actor };
}

/** Whether this is the password of the person who is signed in: the locked screen asks. Throttled together with signing
 *  in, or the lock would be the way around it. */
export async function checkPassword(
  db: Sql,
  actor: Actor,
  input: Pick<SignInInput, 'password' | 'address' | 'deviceToken'>,
): Promise<{ ok: true } | Refusal> {
  const [account] = await db<{ login: string; password_hash: string }[]>`select login, password_hash from account
    where school_id = ${actor.schoolId} and person_id = ${actor.personId}`;
  if (!account) return refuse('unauthenticated', 'Доступ закрыт. Обратитесь к администратору.');
  const tried = await tryOf(db, account.login, input);
  if (!tried.ok) return tried;
  const fits = await inTurn(() => verify(account.password_hash, input.password));
  if (fits === null) return busy();
  if (!fits) return refuse('invalid', 'Пароль не подходит.');
  await forgetTries(db, account.login, tried.source);
  return { ok: true };
}

/** Counts a try of this login; a refusal when it must wait. A device that has signed in before counts by itself. */
async function tryOf(
  db: Sql,
  login: string,
  { deviceToken, address }: Pick<SignInInput, 'deviceToken' | 'address'>,
): Promise<{ ok: true; source: string; known: boolean } | Refusal> {
  const hash = deviceToken ? hashToken(deviceToken) : null;
  const rows = hash ? await db`select 1 from known_device where login = ${login} and token_hash = ${hash}` : [];
  const known = rows.length > 0;
  const source = known && hash ? `device:${hash}` : address;
  const wait = await countTry(db, login, source, known);
  if (wait > 0) return refuse('throttled', `Слишком много попыток. Повторите через ${wait} с.`, { retryAfter: wait });
  return { ok: true, source, known };
}
const forgetTries = (db: Sql, login: string, source: string) =>
  db`delete from sign_in_failure where (login = ${login} and address = ${source}) or at < now() - interval '1 day'`;

/** Seconds this login from this source must wait; 0: the try is let through, and stands as a failure until it succeeds.
 *  Counted before the password is looked at and one after another, or a burst of guesses would all be the first. */
const countTry = (db: Sql, login: string, source: string, knownDevice: boolean): Promise<number> =>
  transaction(db, 'begin', async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`${login}@${source}`}, 1))`;
    const [row] = await tx<{ own: number; since: number | null; all: number }[]>`select
        count(*) filter (where login = ${login})::int as own,
        extract(epoch from now() - max(at) filter (where login = ${login}))::float as since, count(*)::int as all
      from sign_in_failure where address = ${source} and at > now() - make_interval(mins => ${WINDOW})`;
    const { own, since, all } = row ?? { own: 0, since: null, all: 0 };
    if (!knownDevice && all >= ADDRESS_LIMIT) return 60;
    const delay = own < FREE_TRIES ? 0 : Math.min(60, 2 ** (own - FREE_TRIES));
    const wait = Math.max(0, Math.ceil(delay - (since ?? 0)));
    if (wait === 0) await tx`insert into sign_in_failure (login, address) values (${login.slice(0, 100)}, ${source})`;
    return wait;
  });
