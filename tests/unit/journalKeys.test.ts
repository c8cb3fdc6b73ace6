import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalKey, type KeyAction, type KeyCell, type KeyContext, type KeyPress } from '#lib/domain/journalKeys.ts';

const facts: KeyCell['facts'] = {
  lessonDate: '2026-12-02',
  today: '2026-12-02',
  cancelled: false,
  periodClosed: false,
  member: true,
  grade: 8,
  graded: true,
  absent: false,
  hasMark: false,
  absenceWithMark: false,
};
const empty: KeyCell = { facts, marks: [null, null], code: null, reason: null, marksLocked: null, rollLocked: null };
const marked: KeyCell = { ...empty, marks: [5, null], facts: { ...facts, hasMark: true } };
const absent: KeyCell = { ...empty, code: 'absent', facts: { ...facts, absent: true } };
const late: KeyCell = { ...empty, code: 'late' };

function context(cell: KeyCell = empty, more: Partial<KeyContext> = {}): KeyContext {
  return {
    rows: 28,
    cols: 20,
    lastRow: 26,
    months: [0, 13],
    after: 'down',
    last: null,
    lastAbsence: null,
    range: null,
    appending: false,
    leaving: false,
    mayReason: false,
    cell: () => cell,
    ...more,
  };
}
/** «Ctrl+Shift+…» before key@code; the code is the key itself when only one is given. */
function press(text: string): KeyPress {
  const [, mods = '', rest = text] = /^((?:Ctrl\+|Shift\+|Alt\+|Held\+)*)(.+)$/s.exec(text) ?? [];
  const [key = '', code = key] = rest.length > 1 && rest.includes('@') ? rest.split('@') : [rest];
  const has = (mod: string) => mods.includes(`${mod}+`);
  return { key, code, ctrl: has('Ctrl'), shift: has('Shift'), alt: has('Alt'), repeat: has('Held') };
}
const at = { row: 4, col: 7 };
const down = { row: 5, col: 7 };
const act = (text: string, where = context()): KeyAction | null => journalKey(press(text), at, where);

describe('marks', () => {
  it.each([
    ['5@Digit5', { do: 'mark', at, number: 1, value: 5, to: down }],
    ['1@Digit1', { do: 'mark', at, number: 1, value: 1, to: down }],
    ['4@Numpad4', { do: 'mark', at, number: 1, value: 4, to: down }],
    // «точка»: the key differs in each layout and on the number pad
    ['.@Slash', { do: 'mark', at, number: 1, value: 0, to: down }],
    ['.@Period', { do: 'mark', at, number: 1, value: 0, to: down }],
    ['.@NumpadDecimal', { do: 'mark', at, number: 1, value: 0, to: down }],
    [',@NumpadDecimal', { do: 'mark', at, number: 1, value: 0, to: down }],
    ['Shift+,@Slash', { do: 'mark', at, number: 1, value: 0, to: down }],
    // into an empty cell «Shift+digit» sets the first mark
    ['Shift+;@Digit4', { do: 'mark', at, number: 1, value: 4, to: down }],
  ] as const)('%s', (key, action) => expect(act(key)).toEqual(action));

  it('appends the second mark by Shift in both layouts', () => {
    const second = { do: 'mark', at, number: 2, value: 4, to: down };
    expect(act('Shift+;@Digit4', context(marked))).toEqual(second);
    expect(act('Shift+$@Digit4', context(marked))).toEqual(second);
    expect(act('4@Digit4', context(marked))).toEqual({ ...second, number: 1 });
  });
  it.each(['/@Slash', 'Shift+/@Backslash', '\\@Backslash', '/@NumpadDivide'])(
    '«%s» returns to the last mark',
    (key) => {
      expect(act(key, context(marked, { last: { row: 3, col: 7 } }))).toEqual({ do: 'append', at: { row: 3, col: 7 } });
      expect(act(key)).toEqual({ do: 'append', at });
    },
  );
  it('sets the second mark after «/»', () => {
    expect(act('4@Digit4', context(marked, { appending: true }))).toEqual({
      do: 'mark',
      at,
      number: 2,
      value: 4,
      to: down,
    });
  });
  it.each([
    ['down', { row: 5, col: 7 }],
    ['right', { row: 4, col: 8 }],
    ['stay', at],
  ] as const)('moves %s after a value', (after, to) => {
    expect(act('5@Digit5', context(empty, { after }))).toMatchObject({ to });
    expect(act('н@KeyY', context(empty, { after }))).toMatchObject({ to });
  });
  it('stays on the last row of the listed and at the right edge', () => {
    expect(journalKey(press('5@Digit5'), { row: 26, col: 3 }, context())).toMatchObject({ to: { row: 26, col: 3 } });
    const right = context(empty, { after: 'right' });
    expect(journalKey(press('5@Digit5'), { row: 2, col: 19 }, right)).toMatchObject({ to: { row: 2, col: 19 } });
  });
  it.each(['6@Digit6', '0@Digit0', '9@Numpad9', 'ы@KeyS', 'q@KeyQ', '+@NumpadAdd'])(
    '«%s» is refused with what is allowed',
    (key) => {
      expect(act(key)).toEqual({ do: 'refuse', at, hint: 'Допустимо: 5 4 3 2 н о .' });
    },
  );
  it('a held key writes nothing more', () => {
    expect(act('Held+5@Digit5')).toEqual({ do: 'nothing' });
    expect(act('Held+ArrowDown')).toMatchObject({ do: 'move' });
  });
});

describe('what a cell refuses', () => {
  const with_ = (more: Partial<KeyCell['facts']>, cell: KeyCell = empty): KeyContext =>
    context({ ...cell, facts: { ...cell.facts, ...more } });
  it.each([
    ['a mark in grade 1', '5@Digit5', with_({ grade: 1 }), 'В 1 классе обучение безотметочное.'],
    ['a mark without marks', '5@Digit5', with_({ graded: false }), 'По этому предмету отметки не ставят.'],
    ['a mark of the absent', '5@Digit5', context(absent), 'Ученик отсутствовал на уроке: сначала уберите «Н».'],
    [
      '«Н» over a mark',
      'н@KeyY',
      context(marked),
      'За этот урок есть отметка: отсутствующему её не ставят. Сначала уберите отметку.',
    ],
    [
      'a future lesson',
      '5@Digit5',
      with_({ lessonDate: '2026-12-04' }),
      'Урок ещё не прошёл: отметки и пропуски ставят в день урока.',
    ],
    ['somebody else’s lesson', '5@Digit5', context({ ...empty, marksLocked: 'Не ваш урок.' }), 'Не ваш урок.'],
    ['a roll that is not his', 'н@KeyY', context({ ...empty, rollLocked: 'Не ваш урок.' }), 'Не ваш урок.'],
    ['«О» twice', 'о@KeyJ', context(late), 'Опоздание уже отмечено. Убрать — Delete.'],
    ['«Н» of the exempt', 'н@KeyY', context({ ...empty, code: 'exempt' }), 'Ученик освобождён от урока.'],
  ] as const)('%s', (_, key, where, hint) => expect(act(key, where)).toEqual({ do: 'refuse', at, hint }));

  it('allows the same where the rule allows it', () => {
    expect(act('н@KeyY', with_({ grade: 1 }))).toMatchObject({ do: 'absence' });
    expect(act('5@Digit5', with_({ absenceWithMark: true }, absent))).toMatchObject({ do: 'mark' });
    expect(act('о@KeyJ', context(marked))).toMatchObject({ do: 'absence', code: 'late' });
    expect(act('5@Digit5', context({ ...empty, rollLocked: 'Не ваш урок.' }))).toMatchObject({ do: 'mark' });
  });
});

describe('attendance', () => {
  it.each(['н@KeyY', 'Н@KeyY', 'y@KeyY', 'Y@KeyY', 'н@KeyN'])('«%s» is «Н»', (key) => {
    expect(act(key)).toEqual({ do: 'absence', at, code: 'absent', to: down });
  });
  it.each(['о@KeyJ', 'j@KeyJ', 'о@KeyO'])('«%s» is «О»', (key) => {
    expect(act(key)).toEqual({ do: 'absence', at, code: 'late', to: down });
  });
  it('lets the late one come: О over Н, Н over О', () => {
    expect(act('о@KeyJ', context(absent))).toMatchObject({ do: 'absence', code: 'late' });
    expect(act('н@KeyY', context(late))).toMatchObject({ do: 'absence', code: 'absent' });
  });
  it('cycles the reason for those who may and stays', () => {
    const may = (reason: KeyCell['reason']) => context({ ...absent, reason }, { mayReason: true });
    expect(act('н@KeyY', may(null))).toEqual({ do: 'reason', at, reason: 'excused' });
    expect(act('н@KeyY', may('excused'))).toEqual({ do: 'reason', at, reason: 'ill' });
    expect(act('н@KeyY', may('ill'))).toEqual({ do: 'reason', at, reason: 'unexcused' });
    expect(act('н@KeyY', may('unexcused'))).toEqual({ do: 'reason', at, reason: null });
    expect(act('н@KeyY', context(absent))).toMatchObject({ do: 'refuse' });
  });
  it.each(['б@Comma', ',@Comma'])('«%s» is the reason «Б», never «точка»', (key) => {
    expect(act(key, context(absent, { mayReason: true }))).toEqual({ do: 'reason', at, reason: 'ill' });
    expect(act(key, context({ ...absent, reason: 'ill' }, { mayReason: true }))).toEqual({
      do: 'reason',
      at,
      reason: null,
    });
    expect(act(key, context(absent))).toMatchObject({ do: 'refuse' });
    expect(act(key, context(empty, { mayReason: true }))).toMatchObject({ do: 'refuse' });
  });
  it.each(['Delete', 'Backspace'])('%s clears the marks first, then the absence, and else does nothing', (key) => {
    expect(act(key, context(marked))).toEqual({ do: 'clear', at, what: 'marks' });
    expect(act(key, context({ ...late, marks: [3, 4] }))).toEqual({ do: 'clear', at, what: 'marks' });
    expect(act(key, context(late))).toEqual({ do: 'clear', at, what: 'absence' });
    expect(act(key)).toEqual({ do: 'nothing' });
    expect(act(key, context({ ...marked, marksLocked: 'Не ваш урок.' }))).toMatchObject({ do: 'refuse' });
  });
});

describe('moving', () => {
  it.each([
    ['ArrowUp', 3, 7],
    ['ArrowDown', 5, 7],
    ['ArrowLeft', 4, 6],
    ['ArrowRight', 4, 8],
    ['Ctrl+ArrowUp', 0, 7],
    ['Ctrl+ArrowDown', 27, 7],
    ['Ctrl+ArrowLeft', 4, 0],
    ['Ctrl+ArrowRight', 4, 19],
    ['Home', 4, 0],
    ['End', 4, 19],
    ['Ctrl+Home', 0, 0],
    ['Ctrl+End', 27, 19],
    ['PageUp', 4, 0],
    ['PageDown', 4, 13],
    ['Enter', 5, 7],
    ['Shift+Enter', 3, 7],
    ['Tab', 4, 8],
    ['Shift+Tab', 4, 6],
  ] as const)('%s', (key, row, col) => expect(act(key)).toEqual({ do: 'move', to: { row, col } }));

  it.each([
    ['Shift+ArrowUp', 3, 7],
    ['Shift+ArrowDown', 5, 7],
    ['Shift+ArrowLeft', 4, 6],
    ['Shift+ArrowRight', 4, 8],
    ['Ctrl+Shift+ArrowDown', 27, 7],
    ['Ctrl+Shift+ArrowLeft', 4, 0],
    ['Shift+Home', 4, 0],
    ['Ctrl+Shift+End', 27, 19],
    ['Shift+PageDown', 4, 13],
  ] as const)('%s draws the range along', (key, row, col) =>
    expect(act(key)).toEqual({ do: 'extend', to: { row, col } }),
  );
  it('leaps five rows by Alt', () => {
    expect(act('Alt+ArrowDown')).toEqual({ do: 'move', to: { row: 9, col: 7 } });
    expect(act('Alt+ArrowUp')).toEqual({ do: 'move', to: { row: 0, col: 7 } });
    expect(act('Alt+Shift+ArrowDown')).toEqual({ do: 'extend', to: { row: 9, col: 7 } });
  });
  it.each(['Ctrl+ф@KeyA', 'Ctrl+a@KeyA', 'Ctrl+ @Space'])('%s selects the column of the listed', (key) =>
    expect(act(key)).toEqual({ do: 'select', range: { top: 0, bottom: 26, left: 7, right: 7 } }),
  );
  it('steps over the absent after a mark, and only then', () => {
    const away = [5, 6];
    const where = context(empty, { cell: ({ row }) => (away.includes(row) ? absent : empty) });
    expect(act('5@Digit5', where)).toMatchObject({ to: { row: 7, col: 7 } });
    expect(act('н@KeyY', where)).toMatchObject({ to: { row: 5, col: 7 } });
    const nobody = context(empty, { cell: ({ row }) => (row === 4 ? empty : absent) });
    expect(act('5@Digit5', nobody)).toMatchObject({ to: { row: 5, col: 7 } });
  });
  it('walks the months', () => {
    expect(journalKey(press('PageUp'), { row: 0, col: 15 }, context())).toEqual({
      do: 'move',
      to: { row: 0, col: 13 },
    });
    expect(journalKey(press('PageUp'), { row: 0, col: 13 }, context())).toEqual({ do: 'move', to: { row: 0, col: 0 } });
    expect(journalKey(press('PageDown'), { row: 0, col: 15 }, context())).toEqual({
      do: 'move',
      to: { row: 0, col: 19 },
    });
  });
  it('lets Tab out at the edges and after Esc', () => {
    expect(journalKey(press('Tab'), { row: 0, col: 19 }, context())).toBeNull();
    expect(journalKey(press('Shift+Tab'), { row: 0, col: 0 }, context())).toBeNull();
    expect(act('Escape')).toEqual({ do: 'leave' });
    expect(act('Tab', context(empty, { leaving: true }))).toBeNull();
  });
  it('never leaves the grid, whatever the key', () => {
    const keys = [
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'Home',
      'End',
      'PageUp',
      'PageDown',
      'Enter',
      '5@Digit5',
      'н@KeyY',
    ];
    const cursor = fc.record({ row: fc.nat(27), col: fc.nat(19) });
    fc.assert(
      fc.property(cursor, fc.constantFrom(...keys), fc.boolean(), (where, key, ctrl) => {
        const action = journalKey({ ...press(key), ctrl }, where, context());
        if (!action || !('to' in action)) return;
        expect(action.to.row).toSatisfy((row: number) => row >= 0 && row < 28);
        expect(action.to.col).toSatisfy((col: number) => col >= 0 && col < 20);
      }),
    );
  });
});

describe('several cells selected', () => {
  const range = { top: 2, bottom: 6, left: 7, right: 7 };
  const where = context(marked, { range });
  it.each([
    ['5@Digit5', 5],
    ['.@Slash', 0],
    [',@NumpadDecimal', 0],
    ['н@KeyY', 'absent'],
    ['y@KeyY', 'absent'],
    ['о@KeyJ', 'late'],
  ] as const)('%s is meant for all of them', (key, value) => expect(act(key, where)).toEqual({ do: 'bulk', value }));
  it('Delete clears the range, Esc gives it up before it leaves the grid', () => {
    expect(act('Delete', where)).toEqual({ do: 'clearRange', range });
    expect(act('Escape', where)).toEqual({ do: 'collapse' });
  });
  it('what is no value is refused as in one cell', () =>
    expect(act('6@Digit6', where)).toMatchObject({ do: 'refuse' }));
});

describe('minutes of lateness', () => {
  it('F2 asks where «О» stands: here, or where it has just been typed', () => {
    expect(act('F2', context(late))).toEqual({ do: 'minutes', at });
    const typed = { row: 3, col: 7 };
    const moved = context(empty, { lastAbsence: typed, cell: ({ row }) => (row === 3 ? late : empty) });
    expect(act('F2', moved)).toEqual({ do: 'minutes', at: typed });
    expect(act('F2')).toMatchObject({ do: 'refuse', at });
    expect(act('F2', context(absent, { lastAbsence: typed }))).toMatchObject({ do: 'refuse' });
    expect(act('F2', context({ ...late, rollLocked: 'Не ваш урок.' }))).toMatchObject({ do: 'refuse' });
  });
});

describe('commands by key', () => {
  it.each([
    ['Ctrl+в@KeyD', 'fill'],
    ['Ctrl+л@KeyK', 'palette'],
    ['Ctrl+k@KeyK', 'palette'],
    ['г@KeyU', 'actions'],
    ['u@KeyU', 'actions'],
    ['Shift+F10', 'actions'],
    ['ContextMenu', 'actions'],
    [' @Space', 'card'],
    ['Alt+Enter', 'comment'],
    ['Ctrl+ь@KeyM', 'comment'],
    ['F1', 'help'],
    ['Shift+?@Digit7', 'help'],
    ['Shift+?@Slash', 'help'],
    ['Ctrl+z@KeyZ', 'undo'],
    ['Ctrl+я@KeyZ', 'undo'],
    ['Ctrl+н@KeyY', 'redo'],
    ['Ctrl+Shift+Я@KeyZ', 'redo'],
    ['в@KeyD', 'roll'],
    ['d@KeyD', 'roll'],
    ['т@KeyN', 'topic'],
    ['д@KeyL', 'homework'],
  ] as const)('%s is %s', (key, name) => expect(act(key)).toEqual({ do: name }));

  it.each(['Ctrl+c@KeyC', 'Ctrl+Shift+i@KeyI', 'Alt+ArrowLeft', 'F5', 'Shift', 'CapsLock', 'Ctrl+Enter'])(
    'leaves %s to the browser',
    (key) => expect(act(key)).toBeNull(),
  );
});
