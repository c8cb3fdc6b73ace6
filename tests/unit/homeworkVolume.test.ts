import { describe, expect, it, test } from 'vitest';
import type { HomeworkVolumeView, VolumeItem } from '#lib/contract/homeworkVolumeView.ts';
import {
  dayVolume,
  hoursText,
  isAfterRest,
  isTooMuch,
  normOf,
  usualMinutes,
  volumes,
} from '#lib/domain/homeworkVolume.ts';
import { parseSettings } from '#lib/domain/settings.ts';

/** The volume of a day's homework against the norm (004 3в). */

const RULES = parseSettings({ homeworkUsual: { minutes: 20, subjects: [{ subjectId: 2, minutes: 35 }] } });
const group = (id: number, subjectId: number, part = false) => ({
  ...{ id, classId: 1, subjectId, subject: `Предмет ${subjectId}`, part, teacher: 'Орлова Е. В.' },
});
const item = (lessonId: number, groupId: number, minutes: number | null, date = '2026-12-03'): VolumeItem => ({
  ...{ lessonId, groupId, dueId: 100 + lessonId, date, minutes, v: 1 },
});
const view = (items: VolumeItem[], rules = RULES): HomeworkVolumeView => ({
  ...{ view: 'homeworkVolume', seq: 1, now: '2026-12-02T09:00:00Z', today: '2026-12-02', tz: 'Europe/Moscow' },
  ...{ from: '2026-11-30', to: '2026-12-06', dayOffs: [], items, rules },
  classes: [{ id: 1, grade: 8, label: '8Б' }],
  groups: [group(1, 1), group(2, 2), group(31, 3, true), group(32, 3, true)],
});

describe('the sum of a day', () => {
  it('adds subjects and takes the longer of two subgroups', () => {
    const volume = dayVolume(view([item(1, 1, 40), item(2, 2, 30), item(3, 31, 15), item(4, 32, 25)]), 1, '2026-12-03');
    expect(volume.minutes).toBe(95);
    expect(volume.subjects.map((subject) => subject.minutes)).toEqual([40, 30, 25]);
  });
  it('adds two homeworks of one group, and those of one subgroup before it is compared', () =>
    expect(
      dayVolume(
        view([item(1, 1, 40), item(2, 1, 10), item(3, 31, 15), item(5, 31, 15), item(4, 32, 25)]),
        1,
        '2026-12-03',
      ).minutes,
    ).toBe(80));
  it('takes the subject’s usual length where none was given, and says so', () => {
    const volume = dayVolume(view([item(1, 1, null), item(2, 2, null)]), 1, '2026-12-03');
    expect(volume.minutes).toBe(20 + 35);
    expect(volume.subjects.every((subject) => subject.guessed)).toBe(true);
    expect(usualMinutes(RULES, 2)).toBe(35);
  });
  it('leaves out another day, another class and the lesson that is being written', () => {
    const all = [item(1, 1, 40), item(2, 2, 30), item(9, 99, 50), item(8, 1, 25, '2026-12-04')];
    expect(dayVolume(view(all), 1, '2026-12-03', 1).minutes).toBe(30);
  });
  it('says the same of all days at once', () => {
    const all = view([item(1, 1, 40), item(4, 32, 25), item(8, 1, 25, '2026-12-04')]);
    for (const [key, volume] of volumes(all)) expect(volume).toEqual(dayVolume(all, 1, key.slice(2)));
    expect([...volumes(all).keys()]).toEqual(['1:2026-12-03', '1:2026-12-04']);
  });
});

describe('the norm', () => {
  test.each([
    [1, 60],
    [2, 90],
    [3, 90],
    [4, 120],
    [5, 120],
    [6, 150],
    [8, 150],
    [9, 210],
    [11, 210],
  ])('grade %i has %i minutes', (grade, minutes) => expect(normOf(RULES, grade, false)).toBe(minutes));
  it('is exceeded only above it', () => {
    expect(isTooMuch({ minutes: 150, norm: 150 })).toBe(false);
    expect(isTooMuch({ minutes: 151, norm: 150 })).toBe(true);
  });
  it('falls after a rest when the school says so', () => {
    const rest = parseSettings({ homeworkRest: { on: true, percent: 70, minutes: 60 } });
    expect(normOf(rest, 8, true)).toBe(60);
    expect(normOf(rest, 2, true)).toBe(60);
    expect(normOf(rest, 1, true)).toBe(42);
    expect(normOf(rest, 8, false)).toBe(150);
    expect(normOf(RULES, 8, true)).toBe(150);
  });
  it('a rest is a Sunday and a day off of the grade or of the class', () => {
    const offs = [{ starts: '2026-11-04', ends: '2026-11-04', grades: null, classIds: null }];
    const first = [{ starts: '2027-02-15', ends: '2027-02-18', grades: [1], classIds: null }];
    const [own, small] = [
      { id: 1, grade: 8 },
      { id: 2, grade: 1 },
    ];
    expect(isAfterRest('2026-12-07', own, [])).toBe(true);
    expect(isAfterRest('2026-12-08', own, [])).toBe(false);
    expect(isAfterRest('2026-11-05', own, offs)).toBe(true);
    expect(isAfterRest('2027-02-19', small, first)).toBe(true);
    expect(isAfterRest('2027-02-19', own, first)).toBe(false);
    const trip = [{ starts: '2026-12-08', ends: '2026-12-08', grades: null, classIds: [1] }];
    expect(isAfterRest('2026-12-09', own, trip)).toBe(true);
    expect(isAfterRest('2026-12-09', { id: 3, grade: 8 }, trip)).toBe(false);
  });
});

test.each([
  [0, '0 мин'],
  [45, '45 мин'],
  [60, '1 ч'],
  [130, '2 ч 10 мин'],
])('%i minutes are said «%s»', (minutes, words) => expect(hoursText(minutes)).toBe(words));
