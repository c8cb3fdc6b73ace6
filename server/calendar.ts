import type { IncomingMessage, ServerResponse } from 'node:http';
import { calendarFeed } from '#db/calendarFeed.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { addressOf, sendRefusal } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';

/** Where calendars are; behind it stands a secret, which is in no log. */
export const CALENDARS = '/api/calendar/';
/** Readings a second of one address and of one network address: programs ask every quarter of an hour, some from one
 *  service's machines for many people. */
const RATE = { address: 0.1, network: 5 };
const BURST = { address: 10, network: 100 };

/** GET /api/calendar/SCHOOL-SECRET.ics, without a cookie: calendar programs have none. A wrong address, a revoked one and one
 *  whose person may no more are one answer. */
export function createCalendarHandler(limited: boolean) {
  const perAddress = createLimiter(RATE.address, BURST.address);
  const perNetwork = createLimiter(RATE.network, BURST.network);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const address = /^([\w-]{1,64})\.ics$/.exec(path.slice(CALENDARS.length))?.[1] ?? '';
    if (limited && !(perNetwork(addressOf(request)) && perAddress(address)))
      return sendRefusal(
        response,
        refuse('throttled', 'Календарь читают слишком часто. Повторите позже.', { retryAfter: 60 }),
      );
    const feed = await calendarFeed(address);
    if (!feed) return sendRefusal(response, refuse('not_found', 'Такого календаря нет.'));
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader('ETag', feed.etag);
    if (isKnown(request.headers['if-none-match'], feed.etag)) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Length': Buffer.byteLength(feed.text),
      'Content-Disposition': 'inline; filename="timetable.ics"',
    });
    response.end(request.method === 'HEAD' ? undefined : feed.text);
  };
}

/** A proxy that compresses makes the tag a weak one. */
const isKnown = (header: string | undefined, etag: string): boolean =>
  header
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*') ?? false;
