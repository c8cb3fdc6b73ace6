import { expect, test } from 'vitest';
import { hashOf } from './things.ts';
import { cookie, expectRow, of, server, world } from './world.ts';

export function calendarDoors(): void {
  /** Makes an address as this person and reads it as a calendar program does: without a cookie. */
  async function read(who: string, studentId: number | null, revoked: boolean): Promise<boolean> {
    const secret = hashOf(`${who} ${studentId} ${revoked}`).slice(0, 43);
    const schoolId = who === 'foreignSchool' ? 2 : 1;
    const version = async () => {
      const person = (await server.read(cookie(who), 'calendar.feeds', {})).match(
        new RegExp(`"studentId":${studentId},[^}]*"v":(\\d+)`),
      );
      return Number(person?.[1] ?? 0);
    };
    await server.command(cookie(who), 'calendar.issue', { studentId, hash: hashOf(secret) }, await version());
    if (revoked) await server.command(cookie(who), 'calendar.revoke', { studentId }, await version());
    const response = await fetch(`${server.origin}/api/calendar/${schoolId}-${secret}.ics`);
    const text = await response.text();
    // Wrong, revoked and never made are one answer.
    if (response.status !== 200) expect([response.status, text]).toEqual([404, WRONG]);
    else for (const name of ['Абрамова', 'Дарья', 'Беляев']) expect(text).not.toContain(name);
    return response.status === 200 && text.startsWith('BEGIN:VCALENDAR');
  }
  const WRONG = '{"ok":false,"code":"not_found","message":"Такого календаря нет."}';
  test.each(of('calendar').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    const studentId = row.target.includes('pupilA') ? 11 : null;
    await expectRow(row, (who) => read(who, studentId, row.target.startsWith('revoked')));
  });
  test('what is no address is answered alike, and only read', async () => {
    for (const path of [
      '',
      'x',
      'x.ics',
      '1-.ics',
      `1-${'a'.repeat(43)}.ics`,
      '..%2Fcommands.ics',
      `1-${'a'.repeat(43)}.ics/..`,
    ]) {
      const response = await fetch(`${server.origin}/api/calendar/${path}`);
      expect(response.status, path).toBe(404);
    }
    const post = await fetch(`${server.origin}/api/calendar/1-${'a'.repeat(43)}.ics`, {
      method: 'POST',
      headers: { origin: server.origin },
    });
    expect([post.status, post.headers.get('allow')]).toEqual([400, 'GET, HEAD']);
  });
  test('is known again by its tag, is not kept by others, and HEAD tells as much as GET', async () => {
    const secret = 'b'.repeat(43);
    const [row] = await world.owner`select version from calendar_feed where school_id = 1 and person_id = 11`;
    const input = { studentId: 11, hash: hashOf(secret) };
    expect(
      await server.command(cookie('pupilA'), 'calendar.issue', input, Number(row?.['version'] ?? 0)),
    ).toMatchObject({
      ok: true,
    });
    const ask = (more: RequestInit = {}) => fetch(`${server.origin}/api/calendar/1-${secret}.ics`, more);
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect((await first.arrayBuffer()).byteLength).toBe(Number(first.headers.get('content-length')));
    expect((await ask({ headers: { 'if-none-match': `W/${etag}, "x"` } })).status).toBe(304);
    expect((await ask({ headers: { 'if-none-match': '"x"' } })).status).toBe(200);
    const head = await ask({ method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  });
}
