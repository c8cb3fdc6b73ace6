import { describe, expect, test } from 'vitest';
import { linesOf } from '#app/(staff)/plans/[plan]/_model/lines.ts';
import { datesByRow } from '#app/(staff)/plans/[plan]/_model/rowDates.ts';
import { peopleWords, planStatus } from '#app/(staff)/plans/[plan]/_parts/PlanStatus.tsx';
import { lessonNumbers, sectionsOf } from '#lib/domain/plans/outline.ts';
import { findIn, positionsOf, replaced } from '#lib/domain/plans/planFind.ts';
import { type PlanKeyContext, planKey, russianLetter } from '#lib/domain/plans/planKeys.ts';
import { linksOf } from '#lib/domain/plans/planLinks.ts';
import { emptyPlanRow, type PlanRow } from '#lib/domain/plans/rows.ts';

const row = (id: string, topic: string, more: Partial<PlanRow> = {}): PlanRow => ({
  ...emptyPlanRow(topic.startsWith('Раздел') ? 'section' : 'lesson'),
  id,
  order: id,
  topic,
  ...more,
});
const PLAN = [
  row('a', 'Вводный урок'),
  row('b', 'Раздел 1'),
  row('c', 'Ёлки и числа', { hours: 2 }),
  row('d', 'Дроби', { homework: '§ 3, елка' }),
  row('e', 'Раздел 2'),
];

describe('what a key means in the grid of a plan', () => {
  const context: PlanKeyContext = {
    rows: 10,
    cols: 6,
    page: 4,
    takes: 'text',
    section: false,
    mayWrite: true,
    leaving: false,
  };
  const at = { row: 3, col: 2 };
  const key = (name: string, more: Partial<PlanKeyContext> = {}, place = at) => {
    const parts = name.split('+');
    const pressed = parts.at(-1) ?? '';
    const code = /^[A-Z]$/.test(pressed) ? `Key${pressed}` : pressed;
    return planKey(
      {
        key: /^[A-Z]$/.test(pressed) ? pressed.toLowerCase() : pressed,
        code,
        ctrl: parts.includes('Ctrl'),
        shift: parts.includes('Shift'),
        alt: parts.includes('Alt'),
        repeat: false,
      },
      place,
      { ...context, ...more },
    );
  };

  test.each([
    ['ArrowDown', { do: 'move', to: { row: 4, col: 2 } }],
    ['Shift+ArrowRight', { do: 'extend', to: { row: 3, col: 3 } }],
    ['Ctrl+ArrowUp', { do: 'move', to: { row: 0, col: 2 } }],
    ['PageDown', { do: 'move', to: { row: 7, col: 2 } }],
    ['Ctrl+End', { do: 'move', to: { row: 9, col: 5 } }],
    ['Enter', { do: 'edit', text: null }],
    ['F2', { do: 'edit', text: null }],
    ['ж', { do: 'edit', text: 'ж' }],
    ['Ctrl+Enter', { do: 'insertBelow' }],
    ['Insert', { do: 'insertAbove' }],
    ['Ctrl+Shift+Enter', { do: 'split' }],
    ['Ctrl+Shift+Backspace', { do: 'merge' }],
    ['Alt+ArrowUp', { do: 'moveUp' }],
    ['Alt+ArrowDown', { do: 'moveDown' }],
    ['Delete', { do: 'clear' }],
    ['Ctrl+Delete', { do: 'remove' }],
    ['Ctrl+Z', { do: 'undo' }],
    ['Ctrl+Shift+Z', { do: 'redo' }],
    ['Ctrl+Y', { do: 'redo' }],
    ['Ctrl+F', { do: 'find' }],
    ['Shift+F3', { do: 'findPrevious' }],
    ['Shift+F10', { do: 'menu' }],
    ['?', { do: 'help' }],
    ['Escape', { do: 'leave' }],
  ] as const)('%s', (name, action) => {
    expect(key(name)).toEqual(action);
  });

  test('a list takes the letter in either layout, hours take digits only', () => {
    expect(key('R', { takes: 'choice' })).toEqual({ do: 'choose', letter: 'к' });
    expect(key('к', { takes: 'choice' })).toEqual({ do: 'choose', letter: 'к' });
    expect(russianLetter(';')).toBe('ж');
    expect(key('7', { takes: 'digits' })).toEqual({ do: 'edit', text: '7' });
    expect(key('ж', { takes: 'digits' })).toBeNull();
    expect(key('ж', { takes: 'nothing' })).toBeNull();
  });

  test('Tab goes round the rows and out of the grid after Esc', () => {
    expect(key('Tab', {}, { row: 3, col: 5 })).toEqual({ do: 'move', to: { row: 4, col: 0 } });
    expect(key('Shift+Tab', {}, { row: 3, col: 0 })).toEqual({ do: 'move', to: { row: 2, col: 5 } });
    expect(key('Tab', {}, { row: 9, col: 5 })).toBeNull();
    expect(key('Tab', { leaving: true })).toBeNull();
  });

  test('a reader moves, looks and finds, and changes nothing', () => {
    for (const name of ['ж', 'Delete', 'Ctrl+Enter', 'Ctrl+Delete', 'Alt+ArrowUp', 'Ctrl+Z', 'F2', 'Ctrl+Shift+Enter'])
      expect(key(name, { mayWrite: false })).toBeNull();
    expect(key('ArrowDown', { mayWrite: false })).toMatchObject({ do: 'move' });
    expect(key('Ctrl+F', { mayWrite: false })).toEqual({ do: 'find' });
    expect(key(' ', { mayWrite: false, section: true })).toEqual({ do: 'collapse' });
  });
});

describe('lines of the grid', () => {
  test('sections with their hours; lessons numbered through', () => {
    expect(sectionsOf(PLAN).map(({ at, hours, lessons }) => [at, hours, lessons])).toEqual([
      [null, 1, 1],
      [1, 3, 2],
      [4, 0, 0],
    ]);
    expect(lessonNumbers(PLAN)).toEqual([1, null, 2, 3, null]);
  });

  test('a folded section hides its rows and keeps their numbers', () => {
    expect(linesOf(PLAN, new Set(['b'])).map(({ row: { id }, number }) => [id, number])).toEqual([
      ['a', 1],
      ['b', null],
      ['e', null],
    ]);
  });

  test('a class that has not come to what another has passed is late with it', () => {
    const lesson = (date: string, held: boolean, rows: string[], how: 'rows' | 'draft' | 'cancelled' = 'rows') => ({
      ...{ lessonId: 1, number: 1, reason: null },
      ...{ date, held, rows, how },
    });
    const dates = datesByRow(
      [
        { groupId: 1, lessons: [lesson('2026-11-30', true, ['c']), lesson('2026-12-04', false, ['d'], 'draft')] },
        {
          groupId: 2,
          lessons: [lesson('2026-12-01', true, [], 'cancelled'), lesson('2026-12-03', false, ['c'], 'draft')],
        },
      ],
      [
        { id: 1, className: '8А' },
        { id: 2, className: '8Б' },
      ],
    );
    expect(dates.get('c')?.get(1)).toMatchObject({ date: '2026-11-30', held: true, late: false });
    expect(dates.get('c')?.get(2)).toMatchObject({ date: '2026-12-03', held: false, late: true });
    expect(dates.get('d')?.get(1)).toMatchObject({ held: false, late: false });
  });
});

describe('find and replace', () => {
  test('letters of any case, «ё» as «е», in the columns shown, of a section only its name', () => {
    expect(findIn(PLAN, 'елк', ['topic', 'homework'])).toEqual([
      { row: 'c', field: 'topic', at: 0 },
      { row: 'd', field: 'homework', at: 5 },
    ]);
    expect(findIn(PLAN, 'елк', ['topic', 'hours']).map((place) => place.row)).toEqual(['c']);
    expect(findIn(PLAN, 'раздел', ['topic'])).toHaveLength(2);
    expect(positionsOf('ааа', 'аа')).toEqual([0]);
    expect(positionsOf('что угодно', '')).toEqual([]);
    expect(replaced('Дробь и дроби', 'дроб', 'числ')).toBe('числь и числи');
  });
});

describe('resources', () => {
  test('only addresses of the web are links, with the name before them', () => {
    expect(
      linksOf('РЭШ: https://resh.example/8/1\njavascript:alert(1)\nhttp://www.lib.example/a, с. 5\nучебник'),
    ).toEqual([
      { title: 'РЭШ', url: 'https://resh.example/8/1' },
      { title: 'lib.example', url: 'http://www.lib.example/a' },
    ]);
  });
});

describe('the status line', () => {
  const link = {
    ready: true,
    online: true,
    turnedAway: false,
    waiting: 0,
    savedAt: null,
    refused: null,
    closed: null,
    kept: true,
  } as const;
  test('«Сохранено» only when nothing waits for the server', () => {
    expect(planStatus(link, true, '13:18:22').text).toBe('Сохранено, 13:18:22');
    expect(planStatus({ ...link, waiting: 1 }, true, '13:18:22').text).toBe('Сохраняется…');
    expect(planStatus({ ...link, online: false, waiting: 3 }, true, null).text).toBe('Нет связи — 3 изменения ждут');
    expect(planStatus({ ...link, online: false, kept: false }, true, null).more).toContain('не закрывайте вкладку');
    expect(planStatus({ ...link, refused: 'План слишком велик.' }, true, null)).toMatchObject({
      text: 'Не принято: План слишком велик.',
      act: 'startOver',
    });
    expect(planStatus({ ...link, online: false, closed: 'broken' }, true, null).act).toBe('startOver');
    expect(planStatus(link, false, null).text).toBe('План обновляется сам');
  });

  test('a plan that takes nobody in is not called a lost network', () => {
    const shut = { ...link, online: false, turnedAway: true, waiting: 2 };
    expect(planStatus(shut, true, null)).toMatchObject({
      text: 'План не отвечает — 2 изменения ждут',
      more: expect.stringContaining('закройте лишние'),
    });
    expect(planStatus({ ...shut, turnedAway: false }, true, null).text).toBe('Нет связи — 2 изменения ждут');
  });

  test('who is where, and who only looks', () => {
    const peer = { clientId: 1, personId: 1, initials: '', colour: 1, caret: null, mayWrite: true };
    expect(
      peopleWords(
        [
          { ...peer, name: 'Гусева М. А.', cell: { row: 'c', field: 'topic' } },
          { ...peer, name: 'Лебедева И. С.', cell: null, mayWrite: false },
        ],
        new Map([['c', 2]]),
      ),
    ).toBe('В плане: Гусева М. А. — строка 2, Лебедева И. С. смотрит');
    expect(peopleWords([], new Map())).toBe('');
  });
});
