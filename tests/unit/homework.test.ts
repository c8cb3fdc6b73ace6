import { describe, expect, it } from 'vitest';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { parseLink } from '#lib/contract/links.ts';
import { byKind, groupLabel } from '#lib/domain/groups.ts';
import { dueLesson, targetLesson, templatesFor } from '#lib/domain/homework.ts';
import { tidyHomework } from '#lib/domain/records.ts';
import { isGap, matches } from '#lib/domain/topics.ts';

describe('the due lesson', () => {
  const coming = [
    { id: 4, date: '2026-12-04' },
    { id: 7, date: '2026-12-07' },
  ];
  it.each([
    ['the next one by default', undefined, null, 4],
    ['what was chosen before', undefined, 7, 7],
    ['the next one again when the chosen one is gone', undefined, 5, 4],
    ['the next one when asked', null, 7, 4],
    ['the asked one', 7, null, 7],
    ['the next one when the kept and asked one is gone', 5, 5, 4],
  ])('is %s', (_, asked, kept, id) => {
    expect(dueLesson(coming, asked, kept)).toMatchObject({ id });
  });
  it('is never a lesson of another group or of the past', () => {
    expect(dueLesson(coming, 99, 4)).toBe('refused');
  });
  it('is none when no lesson is to come', () => {
    expect(dueLesson([], undefined, null)).toBeNull();
    expect(dueLesson([], null, 4)).toBeNull();
  });
});

describe('«Повторить на параллель»', () => {
  const parallel = [
    { id: 1, date: '2026-11-27', number: 2, topic: 'Квадратный корень' },
    { id: 2, date: '2026-12-02', number: 4, topic: null },
    { id: 3, date: '2026-12-03', number: 1, topic: ' квадратный  Корень ' },
    { id: 4, date: '2026-12-08', number: 1, topic: null },
  ];
  it.each([
    ['the nearest lesson of the same topic', '2026-12-02', 'Квадратный корень', 3],
    ['of the same day without a topic', '2026-12-02', null, 2],
    ['of the same day when nobody has the topic', '2026-12-02', 'Уравнения', 2],
    ['the next one after it', '2026-12-04', null, 4],
  ])('goes to %s', (_, date, topic, id) => {
    expect(targetLesson({ date, topic }, parallel)?.id).toBe(id);
  });
  it('goes nowhere when there is no lesson', () => {
    expect(targetLesson({ date: '2026-12-09', topic: null }, parallel)).toBeNull();
  });
});

describe('homework as it is kept', () => {
  const links = [{ url: 'https://resh.edu.ru/', title: null }];
  it.each([
    [
      'text and links',
      { state: 'given', text: ' § 1 ', minutes: 20, links },
      { state: 'given', text: '§ 1', minutes: 20, links },
    ],
    [
      '«не задано» has nothing else',
      { state: 'none', text: '§ 1', minutes: 20, links },
      { state: 'none', text: null, minutes: null, links: [] },
    ],
    [
      'links without a text are nothing',
      { state: 'given', text: ' ', minutes: null, links },
      { state: null, text: null, minutes: null, links: [] },
    ],
  ] as const)('%s', (_, input, kept) => {
    expect(tidyHomework({ ...input, links: [...input.links] })).toEqual(kept);
  });
  it.each([
    ['resh.edu.ru/subject/5', 'https://resh.edu.ru/subject/5'],
    ['http://школа.рф', 'http://школа.рф'],
    ['javascript:alert(1)', null],
    ['data:text/html,1', null],
    ['§ 12', null],
    ['', null],
  ])('the link %s', (typed, url) => {
    expect(parseLink(typed)).toBe(url);
  });
  it('has quick beginnings for every subject', () => {
    expect(templatesFor('Алгебра')[0]).toBe('§ , № ');
    expect(templatesFor('Английский язык').some((text) => text.startsWith('Слова'))).toBe(true);
    expect(templatesFor('Музыка').length).toBeGreaterThan(0);
  });
});

describe('the sheet of topics', () => {
  const lesson = (change: Partial<JournalLesson>) => ({
    ...{
      cancelled: false,
      startsAt: '2026-12-02T07:30:00.000Z',
      date: '2026-12-02',
      topic: 'Ёлка и корень',
      homework: null,
    },
    ...change,
  });
  const now = Date.parse('2026-12-02T08:00:00.000Z');
  it.each([
    ['no homework', {}, true],
    [
      'no topic',
      { topic: ' ', homework: { state: 'none', text: null, minutes: null, dueId: null, dueDate: null, links: [] } },
      true,
    ],
    ['both', { homework: { state: 'none', text: null, minutes: null, dueId: null, dueDate: null, links: [] } }, false],
    ['cancelled', { cancelled: true }, false],
    ['to come', { startsAt: '2026-12-04T07:30:00.000Z' }, false],
  ] as const)('calls a gap: %s', (_, change, gap) => {
    expect(isGap(lesson(change as Partial<JournalLesson>), now)).toBe(gap);
  });
  it.each([
    ['елка', true],
    ['КОРЕНЬ 02.12', true],
    ['корень 03.12', false],
    ['', true],
  ])('finds «%s»: %s', (search, found) => {
    expect(matches(lesson({}), search)).toBe(found);
  });
});

describe('kinds of groups', () => {
  it('stand in the switcher in their order, without empty headings', () => {
    const groups = [
      { id: 1, kind: 'individual' },
      { id: 2, kind: 'class' },
      { id: 3, kind: 'class' },
    ] as const;
    expect(byKind(groups).map((part) => [part.kind, part.groups.map((g) => g.id)])).toEqual([
      ['class', [2, 3]],
      ['individual', [1]],
    ]);
  });
  it('a group of several classes goes by its own name', () => {
    const club = { grade: 8, letter: 'А', subject: 'Занимательная математика', name: '8А, 8Б', mixed: true };
    expect(groupLabel(club)).toBe('Занимательная математика, 8А, 8Б');
    expect(groupLabel({ ...club, subject: 'Алгебра', name: '', mixed: false })).toBe('8А · Алгебра');
  });
});
