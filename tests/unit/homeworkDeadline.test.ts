import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { GROUP_KINDS } from '#lib/domain/groups.ts';
import { countdown, type DayEnd, homeworkDeadline } from '#lib/domain/homeworkDeadline.ts';

/** «Срок ДЗ»: an hour after the last lesson of those students (003 П2 2.2, R056), and how it is counted down. */

const TZ = 'Europe/Moscow';
const at = (time: string) => Date.parse(`2026-12-02T${time}:00+03:00`);
const lesson = (time: string, change: Partial<DayEnd> = {}): DayEnd => ({
  ...{ groupId: 1, kind: 'class', cancelled: false, endsAt: new Date(at(time)).toISOString() },
  ...change,
});
const by = (lessons: DayEnd[], groupId = 1, minutes = 60) => homeworkDeadline(groupId, lessons, minutes);

describe('the deadline', () => {
  it('is an hour after the last lesson, wherever it stands in the list', () =>
    expect(by([lesson('14:10'), lesson('09:15'), lesson('11:15')])).toBe(at('15:10')));
  it('follows a cancelled last lesson and a moved one', () => {
    expect(by([lesson('14:10', { cancelled: true }), lesson('13:15')])).toBe(at('14:15'));
    expect(by([lesson('15:05'), lesson('13:15')])).toBe(at('16:05'));
  });
  test.each(GROUP_KINDS)('a late lesson of kind %s', (kind) => {
    const late = lesson('16:00', { groupId: 2, kind });
    const ends = kind === 'class' || kind === 'subgroup';
    expect(by([lesson('14:10'), late])).toBe(ends ? at('17:00') : at('15:10'));
    // Its own homework waits for it whatever it is.
    expect(by([lesson('14:10'), late], 2)).toBe(at('17:00'));
  });
  it('is nobody’s when no lesson is held, and moves with the school’s minutes', () => {
    expect(by([lesson('14:10', { cancelled: true })])).toBeNull();
    expect(by([])).toBeNull();
    expect(by([lesson('14:10')], 1, 90)).toBe(at('15:40'));
  });
  it('is never before the end of a lesson that is held', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ minute: fc.integer({ min: 0, max: 500 }), cancelled: fc.boolean() }), { minLength: 1 }),
        (list) => {
          const lessons = list.map(({ minute, cancelled }) =>
            lesson('08:00', { cancelled, endsAt: new Date(at('08:00') + minute * 60_000).toISOString() }),
          );
          const held = lessons.filter((own) => !own.cancelled);
          const term = by(lessons, 1, 0);
          expect(term === null).toBe(held.length === 0);
          for (const own of held) expect(term).toBeGreaterThanOrEqual(Date.parse(own.endsAt));
        },
      ),
    ));
});

describe('the countdown', () => {
  test.each([
    ['14:28', 'до 15:10 · осталось 42 мин', false],
    ['12:18', 'до 15:10 · осталось 2 ч 52 мин', false],
    ['15:09', 'до 15:10 · осталось 1 мин', false],
    ['15:10', 'просрочено на 1 мин', true],
    ['15:22', 'просрочено на 12 мин', true],
    ['18:10', 'просрочено на 3 ч', true],
  ])('at %s', (now, words, late) => expect(countdown(at('15:10'), at(now), TZ)).toMatchObject({ words, late }));
  it('says the day when it is another one', () => {
    expect(countdown(at('15:10'), at('15:10') + 2 * 86_400_000, TZ).words).toBe('просрочено с 02.12');
    expect(countdown(at('15:10'), at('15:10') - 2 * 86_400_000, TZ).words).toBe('до 02.12 15:10');
  });
  it('is soon in the last half hour', () => {
    expect(countdown(at('15:10'), at('14:41'), TZ).soon).toBe(true);
    expect(countdown(at('15:10'), at('14:40'), TZ).soon).toBe(false);
  });
});
