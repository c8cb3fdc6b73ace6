import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeedLesson, feedSpan, feedText, parseAddress } from '#lib/domain/calendarFeed.ts';
import { type CalendarEvent, calendarText, fold } from '#lib/domain/icalendar.ts';
import { eventsOf, propertyOf, readCalendar, textOf } from '#tests/support/ical.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const event = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...{ uid: 'lesson-1@x.zvonok', starts: '2026-12-02T07:30:00Z', ends: '2026-12-02T08:15:00Z' },
  ...{ stamp: '2026-12-01T12:00:00Z', sequence: 0, cancelled: false },
  ...{ summary: 'Алгебра', location: 'каб. 214', description: '3-й урок\nУчитель: Орлова Е. В.' },
  ...change,
});

describe('iCalendar text, read by an independent strict reader', () => {
  it('any text comes back as it was, whatever its letters, commas, backslashes and lines', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 100 }).map((text) => text.replace(/\p{Surrogate}/gu, '?'));
    fc.assert(
      fc.property(texts, texts, (summary, description) => {
        const [read] = eventsOf(readCalendar(bytes(calendarText(summary, [event({ summary, description })]))));
        const shown = (text: string) =>
          text
            .replace(/\r\n?/g, '\n')
            // biome-ignore lint/suspicious/noControlCharactersInRegex: a calendar cannot hold them
            .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
        expect(read?.summary).toBe(shown(summary));
        expect(read?.description).toBe(shown(description));
      }),
      { numRuns: 30 },
    );
  });
  it('folds at 75 octets, inside no letter', () => {
    const line = `DESCRIPTION:${'Ж'.repeat(200)}`;
    const pieces = fold(line).split('\r\n');
    expect(pieces.every((piece) => bytes(piece).length <= 75)).toBe(true);
    expect(bytes(pieces[0] ?? '').length).toBeGreaterThan(72);
    expect(pieces.map((piece, at) => (at === 0 ? piece : piece.slice(1))).join('')).toBe(line);
    expect(fold('x'.repeat(75))).not.toContain('\r\n');
    expect(fold('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
    // Four octets in one character: 🎓.
    expect(fold(`${'x'.repeat(73)}🎓`)).toBe(`${'x'.repeat(73)}\r\n 🎓`);
  });
  it('escapes by the standard', () => {
    const text = calendarText('a;b', [event({ summary: 'C:\\x, «Война; мир»', description: 'раз\r\nдва\rтри' })]);
    expect(text).toContain('SUMMARY:C:\\\\x\\, «Война\\; мир»\r\n');
    expect(text).toContain('DESCRIPTION:раз\\nдва\\nтри\r\n');
    expect(text).toContain('X-WR-CALNAME:a\\;b\r\n');
    expect(() => textOf('a,b')).toThrow();
  });
  it('without a lesson is still a calendar', () => {
    const calendar = readCalendar(bytes(calendarText('Расписание 8Б', [])));
    expect(eventsOf(calendar)).toEqual([]);
    expect(textOf(propertyOf(calendar, 'X-WR-CALNAME') ?? '')).toBe('Расписание 8Б');
  });
});

const lesson = (change: Partial<FeedLesson> = {}): FeedLesson => ({
  ...{ id: 7, groupId: 1, date: '2026-12-02', number: 3, starts: '10:30', ends: '11:15', subject: 'Алгебра' },
  ...{ className: '8Б', name: '', room: '214', cancelled: false, teacher: { id: 1, name: 'Орлова Е. В.' } },
  ...{ substitute: null, change: null, changeV: 0, changedAt: null },
  ...change,
});
const feed = (lessons: FeedLesson[], change: { teaching?: boolean; tz?: string } = {}) => {
  const whole = { teaching: false, name: 'Расписание 8Б', origin: 'abc-1', since: '2026-11-01T09:00:00Z', lessons };
  return eventsOf(readCalendar(bytes(feedText({ ...whole, tz: 'Europe/Moscow', ...change }))));
};
const was = { date: '2026-12-02', number: 3, room: '214' };

describe('the timetable as a calendar', () => {
  it('a lesson is an instant in UTC, in the school’s zone and in one with summer time', () => {
    expect(feed([lesson()])[0]).toMatchObject({ starts: '2026-12-02T07:30:00.000Z', ends: '2026-12-02T08:15:00.000Z' });
    // 22 h earlier than in Moscow's evening: Kamchatka never turns its clocks.
    expect(feed([lesson()], { tz: 'Asia/Kamchatka' })[0]?.starts).toBe('2026-12-01T22:30:00.000Z');
    const [summer, winter] = feed([lesson({ id: 1, date: '2026-10-23' }), lesson({ id: 2, date: '2026-10-26' })], {
      tz: 'Europe/Berlin',
    });
    expect([summer?.starts, winter?.starts]).toEqual(['2026-10-23T08:30:00.000Z', '2026-10-26T09:30:00.000Z']);
  });
  it('a family reads subject, room and teacher; a teacher subject, class and room', () => {
    expect(feed([lesson({ name: '1 подгруппа' })])[0]).toMatchObject({
      summary: 'Алгебра, 1 подгруппа',
      location: 'каб. 214',
      description: '3-й урок\nУчитель: Орлова Е. В.',
      status: 'CONFIRMED',
      sequence: 0,
      stamp: '2026-11-01T09:00:00.000Z',
    });
    expect(feed([lesson()], { teaching: true })[0]).toMatchObject({
      summary: '8Б · Алгебра',
      description: '3-й урок',
    });
  });
  it('a change keeps the UID and raises the sequence', () => {
    const before = feed([lesson()])[0];
    const after = feed([
      lesson({
        ...{ date: '2026-12-04', number: 7, starts: '14:20', ends: '15:05', room: '301' },
        ...{ change: { kind: 'move', instead: null, was }, changeV: 2, changedAt: '2026-12-01T15:00:00Z' },
      }),
    ])[0];
    expect(after?.uid).toBe(before?.uid);
    expect(after).toMatchObject({
      starts: '2026-12-04T11:20:00.000Z',
      sequence: 2,
      stamp: '2026-12-01T15:00:00.000Z',
      description: '7-й урок\nУчитель: Орлова Е. В.\nПеренос, с 02.12 (ср), 3-й урок',
    });
  });
  it('a substitution names who comes, and in whose place', () => {
    const change = { kind: 'substitute', instead: 'Геометрия', was } as const;
    const [read] = feed([lesson({ substitute: { id: 2, name: 'Гусева М. А.' }, change, changeV: 1 })]);
    expect(read?.summary).toBe('Геометрия');
    expect(read?.description).toBe(
      '3-й урок\nУчитель: Гусева М. А.\nЗамена, вместо: Орлова Е. В.\nДругой предмет, вместо: Алгебра',
    );
  });
  it('a cancelled lesson says so to every program', () => {
    const [read] = feed([lesson({ cancelled: true, change: { kind: 'cancel', instead: null, was }, changeV: 1 })]);
    expect(read).toMatchObject({ status: 'CANCELLED', summary: 'Отменён: Алгебра', sequence: 1 });
  });
  it('spans two weeks back and eight ahead', () => {
    expect(feedSpan('2026-12-02')).toEqual({ from: '2026-11-18', to: '2027-01-27' });
  });
  it('an address is a school and 32 bytes, and nothing else', () => {
    const secret = 'A'.repeat(43);
    expect(parseAddress(`12-${secret}`)).toEqual({ schoolId: 12, secret });
    for (const wrong of [
      '',
      secret,
      `0-${secret}`,
      `-${secret}`,
      `1-${secret}A`,
      `1-${secret.slice(1)}`,
      `1-${'А'.repeat(43)}`,
    ])
      expect(parseAddress(wrong), wrong).toBeNull();
  });
});
