import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { env } from '#db/env.ts';
import type { Executor } from '#db/execute.ts';
import { createFirstAdmin, isEmpty } from '#db/firstAdmin.ts';
import { actorOf, cookieOf, forgetActors, lockSession, secureOrigin, sessionCookieName } from '#db/sessions.ts';
import { checkPassword, signIn } from '#db/signIn.ts';
import { sql } from '#db/sql.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { HATS } from '#lib/domain/people.ts';
import { can, landingOf } from '#lib/policy.ts';
import { addressOf, readJson, sendJson, sendRefusal } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';

/** /api/session, /api/lock and /api/setup: signing in and out, choosing a hat, the locked screen, the first administrator.
 *  No records of the school. */

const line = (max: number) => z.string().check(z.minLength(1), z.maxLength(max), z.regex(/^\P{Cc}*$/u));
const signInBody = z.object({
  login: line(100),
  password: z.string().check(z.minLength(1), z.maxLength(128)),
  foreign: z._default(z.boolean(), false),
});
const unlockBody = z.object({ password: z.string().check(z.minLength(1), z.maxLength(128)) });
const hatBody = z.object({ hat: z.enum(HATS) });
const setupBody = z.object({
  code: line(40),
  familyName: line(60),
  givenName: line(60),
  patronymic: z._default(z.nullable(z.string().check(z.maxLength(60))), null),
  login: z.string().check(z.regex(/^[A-Za-z0-9._-]{3,40}$/)),
  password: z.string().check(z.minLength(12), z.maxLength(128)),
  schoolName: line(200),
});
/** Bytes: names and a password need no more. */
const LIMIT = 16 * 1024;
const YEAR = 365 * 24 * 3600;

function cookie(name: string, value: string, maxAge: number | null): string {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (maxAge !== null) parts.push(`Max-Age=${maxAge}`);
  if (secureOrigin()) parts.push('Secure');
  return parts.join('; ');
}
const deviceCookieName = (): string => (secureOrigin() ? '__Host-zvonok-device' : 'zvonok-device');

/** POST signs in, PATCH chooses a hat, DELETE signs out. */
export async function handleSession(
  executor: Executor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST') return enter(request, response);
  const actor = await actorOf(request.headers.cookie);
  if (!actor) return sendRefusal(response, refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.'));
  if (request.method === 'DELETE') {
    // Through the school's log, so that this session's sockets close on every node.
    const input = { publicId: actor.sessionPublicId };
    const ended = await executor.submit(actor, { id: randomUUID(), name: 'session.end', input });
    if (!ended.ok && ended.code === 'busy') return sendRefusal(response, ended);
    forgetActors();
    response.setHeader('Set-Cookie', cookie(sessionCookieName(), '', 0));
    // Not "storage": what somebody else has typed here and not sent yet would go with it. The page wipes its own.
    response.setHeader('Clear-Site-Data', '"cache"');
    return sendJson(response, { ok: true, next: '/login' });
  }
  const read = await readJson(request, LIMIT);
  const body = read.ok ? hatBody.safeParse(read.body) : null;
  if (!body?.success) return sendRefusal(response, refuse('invalid', 'Роль не распознана.'));
  const input = { publicId: actor.sessionPublicId, hat: body.data.hat };
  const worn = await executor.submit(actor, { id: randomUUID(), name: 'session.wear', input });
  if (!worn.ok) return sendRefusal(response, worn);
  forgetActors();
  return sendJson(response, { ok: true, next: landingOf({ ...actor, hat: body.data.hat }) });
}

async function enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = await readJson(request, LIMIT);
  const body = read.ok ? signInBody.safeParse(read.body) : null;
  if (!body?.success) return sendRefusal(response, refuse('invalid', 'Введите логин и пароль.'));
  const signed = await signIn(sql(), {
    ...body.data,
    address: addressOf(request),
    device: String(request.headers['user-agent'] ?? ''),
    deviceToken: cookieOf(request.headers.cookie, deviceCookieName()),
  });
  if (!signed.ok) return sendRefusal(response, signed);
  // A foreign computer: both cookies go when the browser closes. Else the server's own limits end the session.
  const maxAge = body.data.foreign ? null : 90 * 24 * 3600;
  response.setHeader('Set-Cookie', [
    cookie(sessionCookieName(), signed.token, maxAge),
    cookie(deviceCookieName(), signed.deviceToken, body.data.foreign ? null : YEAR),
  ]);
  const { hats, hat } = signed.actor;
  return sendJson(response, { ok: true, hats, hat, next: hats.length > 1 ? '/hat' : landingOf(signed.actor) });
}

/** POST locks the screen of this session: a reload shows nothing then. PATCH opens it again by the person's password. */
export async function handleLock(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const actor = await actorOf(request.headers.cookie);
  if (!actor) return sendRefusal(response, refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.'));
  if (!can(actor, 'screen.lock')) return sendRefusal(response, notFound());
  if (request.method === 'POST') {
    request.resume();
    await lockSession(sql(), actor, true);
    return sendJson(response, { ok: true, next: '/locked' });
  }
  const read = await readJson(request, LIMIT);
  const body = read.ok ? unlockBody.safeParse(read.body) : null;
  if (!body?.success) return sendRefusal(response, refuse('invalid', 'Введите пароль.'));
  const checked = await checkPassword(sql(), actor, {
    password: body.data.password,
    address: addressOf(request),
    deviceToken: cookieOf(request.headers.cookie, deviceCookieName()),
  });
  if (!checked.ok) return sendRefusal(response, checked);
  await lockSession(sql(), actor, false);
  return sendJson(response, { ok: true, next: landingOf(actor) });
}

/** Tries of the one-time code: it is long, and this makes guessing it hopeless. */
const allowSetup = createLimiter(0.2, 10);

/** POST /api/setup: the first administrator of an empty database, with the code that the terminal showed. */
export async function handleSetup(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { setupCode } = env();
  if (!setupCode || !(await isEmpty(sql()))) return sendRefusal(response, notFound());
  if (!allowSetup('setup'))
    return sendRefusal(
      response,
      refuse('throttled', 'Слишком много попыток. Повторите через минуту.', { retryAfter: 60 }),
    );
  const read = await readJson(request, LIMIT);
  const body = read.ok ? setupBody.safeParse(read.body) : null;
  if (!body?.success)
    return sendRefusal(
      response,
      refuse('invalid', 'Заполните все поля: логин — латиницей, пароль — не короче 12 знаков.'),
    );
  if (body.data.code.trim().toUpperCase() !== setupCode)
    return sendRefusal(response, refuse('invalid', 'Код не подходит. Он показан в окне, где запущена программа.'));
  const made = await createFirstAdmin(sql(), { ...body.data, tz: 'Europe/Moscow' });
  if (!made.ok) return sendRefusal(response, made);
  forgetActors();
  return sendJson(response, { ok: true, next: '/login' });
}
