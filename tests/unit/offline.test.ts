import { describe, expect, it } from 'vitest';
import { isShowable, type KeptView } from '#app/_live/keptViews.ts';
import {
  type About,
  closeField,
  inOrder,
  lineText,
  nextBatch,
  type Outcome,
  outcomeOf,
  reportOf,
} from '#app/_live/outcomes.ts';
import { editOf, type ForeignEdit, placeOf } from '#app/_live/place.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { fieldWords, ownText, valueText } from '#app/_live/words.ts';
import { chooseView } from '#app/offline/chooseView.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { PLAIN_KIND } from '#lib/domain/markKind.ts';
import { parseSettings } from '#lib/domain/settings.ts';

const set = (studentId: number, value: number | null, number: 1 | 2 = 1): NewCommand => ({
  name: 'mark.set',
  input: { lessonId: 10, workId: 20, studentId, number, value },
});
const about = (more: Partial<About> = {}): About => ({ place: null, since: 100, at: 1, waited: true, ...more });
const done = (seq: number): CommandAnswer => ({ ok: true, seq, events: [] });
const clash = (value: unknown): CommandAnswer =>
  refuse('conflict', 'Эту отметку одновременно изменил другой человек.', { current: { value, version: 2 } });
const edit = (more: Partial<ForeignEdit>): ForeignEdit => ({
  seq: 105,
  groupId: 1,
  by: 'Гусева М. А.',
  place: { title: '8Б · Алгебра', who: 'Ковалёв Михаил', date: '02.12', path: null },
  cell: '10:1',
  field: 'mark.set:20:1',
  was: 'пусто',
  became: '5',
  ...more,
});

describe('the report after a lost connection', () => {
  it('tells applied, merged, refused and conflict by field, what asks for a decision first', () => {
    const outcomes = [
      outcomeOf('a', set(1, 4), about({ at: 1 }), done(110)),
      outcomeOf('b', set(2, 4), about({ at: 2 }), done(111)),
      outcomeOf('c', set(3, 4), about({ at: 3 }), clash(5)),
      outcomeOf('d', set(4, 4), about({ at: 4 }), refuse('closed', 'Период закрыт.')),
    ];
    const edits = [
      edit({ cell: '10:2', field: 'absence.mark', became: 'О', seq: 104 }),
      edit({ cell: '10:3', field: 'mark.set:20:1', seq: 105 }),
    ];
    const lines = reportOf(outcomes, edits);
    expect(lines.map(({ id, kind }) => [id, kind])).toEqual([
      ['c', 'conflict'],
      ['d', 'refused'],
      ['a', 'applied'],
      ['b', 'merged'],
    ]);
    expect(lines[0]).toMatchObject({ field: 'отметка', mine: '4', theirs: '5', by: 'Гусева М. А.' });
    expect(lines[1]).toMatchObject({ message: 'Период закрыт.', mine: '4', open: true });
    expect(lines[3]).toMatchObject({ by: 'Гусева М. А.', theirs: 'О' });
  });

  it('merged is only what came between the look and the commit, in the same cell and another field', () => {
    const outcomes = [outcomeOf('a', set(1, 4), about({ since: 100 }), done(110))];
    const kindWith = (more: Partial<ForeignEdit>) =>
      reportOf(outcomes, [edit({ field: 'absence.mark', ...more })])[0]?.kind;
    expect(kindWith({ seq: 101 })).toBe('merged');
    expect(kindWith({ seq: 100 })).toBe('applied');
    expect(kindWith({ seq: 111 })).toBe('applied');
    expect(kindWith({ seq: 101, cell: '10:2' })).toBe('applied');
    expect(kindWith({ seq: 101, field: 'mark.set:20:1' })).toBe('applied');
    // The second mark of a cell is a field of its own.
    expect(kindWith({ seq: 101, field: 'mark.set:20:2' })).toBe('merged');
  });

  it('leaves out what never waited: it was told where it was typed', () => {
    const outcomes = [outcomeOf('a', set(1, 4), about({ waited: false }), refuse('invalid', 'Нельзя.'))];
    expect(reportOf(outcomes, [])).toEqual([]);
  });

  it('keeps a refused text as it was typed', () => {
    const command: NewCommand = {
      name: 'lesson.record',
      input: { lessonId: 10, change: { field: 'topic', value: 'Квадратный корень' } },
    };
    const place = { title: '8Б · Алгебра', who: null, date: '02.12', path: null };
    const [line] = reportOf([outcomeOf('a', command, about({ place }), refuse('closed', 'Период закрыт.'))], []);
    expect(line && lineText(line)).toBe('8Б · Алгебра, 02.12 — тема урока: Квадратный корень — Период закрыт.');
  });

  it('a new word on a field ends the question about it, and no other', () => {
    const outcomes: Outcome[] = [
      outcomeOf('a', set(1, 4), about(), clash(5)),
      outcomeOf('b', set(2, 4), about(), clash(5)),
    ];
    expect(closeField(outcomes, set(1, 3)).map((o) => o.open)).toEqual([false, true]);
    expect(closeField(outcomes, set(3, 3))).toBe(outcomes);
  });
});

describe('the order of sending', () => {
  it('is the order of typing, whichever tab it comes from', () => {
    const typed = (id: string, at: number) => ({ id, about: about({ at }) });
    expect(inOrder([typed('c', 3), typed('a', 1), typed('y', 2), typed('x', 2)]).map((c) => c.id)).toEqual([
      'a',
      'x',
      'y',
      'c',
    ]);
  });

  it('sends a second change of one field only after the answer to the first', () => {
    expect(nextBatch([set(1, 4), set(2, 4), set(1, 5), set(3, 4)], 50)).toHaveLength(2);
    expect(nextBatch([set(1, 4), set(2, 4), set(3, 4)], 2)).toHaveLength(2);
  });
});

const view: JournalView = {
  view: 'journal',
  seq: 100,
  now: '2026-12-02T09:18:00Z',
  today: '2026-12-02',
  tz: 'Europe/Moscow',
  group: {
    id: 7,
    classId: 1,
    className: '8Б',
    grade: 8,
    subjectId: 1,
    subject: 'Алгебра',
    name: '',
    kind: 'class',
    graded: true,
    hours: 300,
    teachers: [],
    homeroom: null,
  },
  groups: [],
  rights: { write: true, reasons: false, setReasons: false, lessonIds: null, finals: 'own' },
  period: { id: 1, kind: 'quarter', label: 'II четверть', starts: '2026-11-02', ends: '2026-12-27', closed: false },
  separate: [],
  periods: [],
  stages: [],
  students: [{ id: 1, name: 'Ковалёв Михаил', from: '2026-09-01', to: null, orderIn: '', orderOut: null }],
  lessons: [
    {
      id: 10,
      date: '2026-12-02',
      number: 4,
      starts: '11:30',
      ends: '12:15',
      startsAt: '',
      endsAt: '',
      room: '214',
      cancelled: false,
      substitute: null,
      changeV: 0,
      topic: 'Корень',
      topicV: 1,
      draft: null,
      pass: null,
      kind: null,
      kindV: 0,
      homework: null,
      homeworkV: 0,
      homeworkBy: '',
      files: [],
      ict: [],
      ictV: 0,
      roll: false,
      rollV: 0,
    },
  ],
  works: [{ id: 20, lessonId: 10, number: 1, typeId: 1, name: null, weight: null, v: 1 }],
  marks: [
    { workId: 20, studentId: 1, number: 1, value: 4, v: 1, kind: PLAIN_KIND, kindV: 0, comment: null, commentV: 0 },
  ],
  attendance: [],
  expected: [],
  notes: [],
  finals: [],
  workTypes: [],
  plans: [],
  plan: null,
  rules: parseSettings({ thresholds: [450, 350, 250] }),
};

describe('a change by somebody else', () => {
  const lesson = { lessonId: 10, groupId: 7, classId: 1, date: '2026-12-02' };
  const changed = (by: number, value: number | null): AppliedEvent => ({
    name: 'mark.changed',
    seq: 101,
    commandId: 'x',
    by: { id: by, name: 'Гусева М. А.' },
    data: {
      ...lesson,
      studentId: 1,
      workId: 20,
      number: 1,
      value,
      previous: 4,
      setAt: '',
      typeId: 1,
      workName: null,
      weight: 100,
      work: { typeId: 1, weight: null },
      kind: PLAIN_KIND,
      kindV: 0,
      comment: null,
      commentV: 0,
      v: 2,
    },
  });

  it('says who, where, what it was and what it became, and leads to the cell', () => {
    expect(editOf(view, changed(2, 5), 1)).toMatchObject({
      by: 'Гусева М. А.',
      place: { title: '8Б · Алгебра', who: 'Ковалёв Михаил', date: '02.12', path: '/journal/7?cell=20-1' },
      was: '4',
      became: '5',
    });
    expect(editOf(view, changed(2, null), 1)).toMatchObject({ was: '4', became: 'пусто' });
  });

  it('one’s own change, and one that changes nothing to be seen, are no news', () => {
    expect(editOf(view, changed(1, 5), 1)).toBeNull();
    expect(editOf(view, changed(2, 4), 1)).toBeNull();
    expect(editOf({ ...view, group: { ...view.group, id: 8 } }, changed(2, 5), 1)).toBeNull();
  });

  it('covers the lesson’s record', () => {
    const topic: AppliedEvent = {
      name: 'lesson.recorded',
      seq: 102,
      commandId: 'y',
      by: { id: 2, name: 'Гусева М. А.' },
      data: { ...lesson, change: { field: 'topic', value: 'Степень' }, v: 2 },
    };
    expect(editOf(view, topic, 1)).toMatchObject({ was: 'Корень', became: 'Степень', field: 'lesson.record:topic' });
  });
});

describe('the words of a command', () => {
  it('name the field and the value', () => {
    expect([fieldWords(set(1, 0)), ownText(set(1, 0))]).toEqual(['отметка', '•']);
    expect([fieldWords(set(1, null, 2)), ownText(set(1, null, 2))]).toEqual(['вторая отметка', 'пусто']);
    const homework: NewCommand = {
      name: 'lesson.record',
      input: { lessonId: 10, change: { field: 'homework', state: 'given', text: '§ 12', minutes: 20 } },
    };
    expect([fieldWords(homework), ownText(homework)]).toEqual(['домашнее задание', '§ 12 (≈ 20 мин)']);
    expect(valueText(homework, { state: 'none', text: null, minutes: null })).toBe('не задано');
    const kind = { typeId: null, weight: 300, counted: false, dueOn: null };
    const own: NewCommand = {
      name: 'mark.kind',
      input: { lessonId: 10, workId: 20, studentId: 1, number: 1, ...kind },
    };
    expect([fieldWords(own), ownText(own)]).toEqual(['вид и вес отметки', 'вес 3, не в среднем']);
    expect(valueText(own, PLAIN_KIND)).toBe('как у столбца');
    const final: NewCommand = {
      name: 'periodMark.set',
      input: { groupId: 7, studentId: 1, periodId: 1, value: 'na', grounds: null },
    };
    expect([fieldWords(final), ownText(final), valueText(final, null)]).toEqual(['итоговая отметка', 'н/а', 'пусто']);
    const thresholds: NewCommand = {
      name: 'settings.change',
      input: { change: { field: 'thresholds', value: [465, 365, 265] } },
    };
    expect([fieldWords(thresholds), ownText(thresholds)]).toEqual(['настройка школы', '4,65 / 3,65 / 2,65']);
  });

  it('know a period mark’s place: its period, not a lesson', () => {
    const input = { groupId: 7, studentId: 1, periodId: 1, value: '4' as const, grounds: null };
    expect(placeOf({ ...view, periods: [view.period] }, { name: 'periodMark.set', input })).toEqual({
      ...{ title: '8Б · Алгебра', who: 'Ковалёв Михаил', date: 'II четверть', path: '/journal/7?period=1' },
    });
  });

  it('read a strange value from the wire as empty', () => {
    for (const value of [undefined, {}, 'пять', []]) expect(valueText(set(1, 4), value)).toBe('пусто');
  });

  it('know the place of a command in the view it was typed in', () => {
    expect(placeOf(view, set(1, 4))).toEqual({
      title: '8Б · Алгебра',
      who: 'Ковалёв Михаил',
      date: '02.12',
      path: '/journal/7?cell=20-1',
    });
  });
});

describe('what a device may show without a network', () => {
  const kept = (path: string, savedAt = 0): KeptView => ({ path, savedAt, view, viewer: { personId: 1 } });
  const owner = {
    session: 's',
    person: { id: 1, full: '', short: '', initials: '', role: '', severalRoles: false },
    sections: [],
    demo: false,
    since: 0,
  };
  const HOUR = 3_600_000;

  it('staff: today’s journals, until the session ends; by the school’s own day', () => {
    const staff = { ...owner, family: false };
    expect(isShowable(kept('/journal/7'), staff, HOUR)).toBe(true);
    // 12:18 in Moscow and eleven hours: still the second of December; twelve are past midnight.
    expect(isShowable(kept('/journal/7'), staff, 11 * HOUR)).toBe(true);
    expect(isShowable(kept('/journal/7'), staff, 11.9 * HOUR)).toBe(false);
    expect(isShowable(kept('/journal/7', 12 * HOUR), staff, 12.5 * HOUR)).toBe(false);
  });

  it('families: seven days', () => {
    const family = { ...owner, family: true };
    expect(isShowable(kept('/day'), family, 6.9 * 24 * HOUR)).toBe(true);
    expect(isShowable(kept('/day'), family, 7 * 24 * HOUR)).toBe(false);
  });

  it('an address is answered by its own view, never by another journal’s', () => {
    const views = [kept('/journal/7'), kept('/journal/8')];
    expect(chooseView(views, '/journal/8', '')?.path).toBe('/journal/8');
    expect(chooseView(views, '/journal/8', '?cell=20-1')?.path).toBe('/journal/8');
    expect(chooseView(views, '/journal/9', '')).toBeNull();
    expect(chooseView(views, '/', '')?.path).toBe('/journal/7');
    expect(chooseView(views, '/control', '')).toBeNull();
  });

  it('a plan is shown as long as a journal, at its own address whatever cell or panel a link names', () => {
    const plan = { ...kept('/plans/97'), view: { ...view, view: 'plan' } as unknown as KeptView['view'] };
    const staff = { ...owner, family: false };
    expect(isShowable(plan, staff, 11 * HOUR)).toBe(true);
    expect(isShowable(plan, staff, 11.9 * HOUR)).toBe(false);
    expect(chooseView([plan], '/plans/97', '?row=1&tab=history')?.path).toBe('/plans/97');
    expect(chooseView([plan], '/plans/97/print', '')).toBeNull();
    expect(chooseView([plan], '/plans', '')).toBeNull();
  });
});
