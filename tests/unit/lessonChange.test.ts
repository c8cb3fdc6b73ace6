import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangeFacts, type Clash, refuseChange } from '#lib/domain/changeRules.ts';
import { dueAfter, type GroupLesson } from '#lib/domain/rebind.ts';
import { factOf, type LogRow, monthBy, monthDays, parseLogAsked, payTotals } from '#lib/domain/substitutionLog.ts';
import { awayWords, refuseAway, tidyAway } from '#lib/domain/teacherAbsence.ts';

const TODAY = '2026-12-02';
const facts = (change: Partial<ChangeFacts> = {}): ChangeFacts => ({
  ...{ today: TODAY, now: { kind: null, date: '2026-12-03' }, asked: 'substitute' },
  ...{ goal: { date: '2026-12-03', placed: false }, periodClosed: false, recorded: false, merged: [] },
  holder: { name: 'Юдин К. М.', own: false, teaches: true, away: null },
  ...{ into: null, target: null, clashes: [] },
  ...change,
});
const clash = (change: Partial<Clash>): Clash => ({
  ...{ teacher: false, room: false, students: false, mergedHere: false, deviates: false, moved: false },
  ...{ label: '7В, химия', ...change },
});
const held = { name: 'Зайцева Т. П.', own: true, teaches: true, away: null };
const target = { bells: true, inYear: true, dayOff: null };
const move = { asked: 'move' as const, holder: held, goal: { date: '2026-12-04', placed: true }, target };

describe('a change of a lesson', () => {
  it.each<[string, Partial<ChangeFacts>, RegExp | null]>([
    ['a free teacher', {}, null],
    ['its own teacher', { holder: held }, /и есть учитель/],
    ['somebody who does not teach', { holder: { ...held, own: false, teaches: false } }, /не ведёт уроков/],
    ['somebody away', { holder: { ...held, own: false, away: 'курсы, 03.12' } }, /отсутствует: курсы, 03\.12/],
    ['somebody busy', { clashes: [clash({ teacher: true })] }, /Юдин К\. М\. в это время ведёт: 7В, химия/],
    ['a neighbour by the timetable', { clashes: [clash({ students: true, room: true })] }, null],
    ['a closed period', { periodClosed: true }, /Период закрыт/],
    ['after the day', { now: { kind: null, date: '2026-12-01' } }, null],
    ['cancelled after the day', { asked: 'cancel', holder: null, now: { kind: null, date: '2026-12-01' } }, /прошёл/],
    ['back from a move after the day', { asked: null, now: { kind: 'move', date: '2026-12-01' } }, /прошёл/],
    ['cancelled', { asked: 'cancel', holder: null }, null],
    ['cancelled with marks', { asked: 'cancel', holder: null, recorded: true }, /уже отмечены/],
    ['substituted with marks', { recorded: true }, null],
    ['with another joined to it', { merged: ['8В, физика'] }, /объединён 8В, физика/],
    ['moved', move, null],
    ['moved into the past', { ...move, goal: { date: '2026-12-01', placed: true } }, /в прошлое/],
    ['moved to a Sunday', { ...move, goal: { date: '2026-12-06', placed: true } }, /воскресенье/],
    ['moved into holidays', { ...move, target: { ...target, dayOff: 'Зимние каникулы' } }, /зимние каникулы/],
    ['moved beyond the bells', { ...move, target: { ...target, bells: false } }, /звонки/],
    ['moved beyond the year', { ...move, target: { ...target, inYear: false } }, /учебного года/],
    ['moved onto another lesson of its pupils', { ...move, clashes: [clash({ students: true })] }, /У этих учеников/],
    ['moved into a taken room', { ...move, clashes: [clash({ room: true })] }, /Кабинет в это время занят/],
    ['moved to its busy teacher', { ...move, clashes: [clash({ teacher: true })] }, /Зайцева Т\. П\./],
    ['moved with marks', { ...move, recorded: true }, /уже отмечены/],
    [
      'brought back beside the timetable’s own',
      {
        asked: null,
        holder: held,
        goal: { date: '2026-12-03', placed: true },
        clashes: [clash({ teacher: true, room: true, students: true })],
      },
      null,
    ],
    [
      'brought back where another was moved to',
      {
        asked: null,
        holder: held,
        goal: { date: '2026-12-03', placed: true },
        clashes: [clash({ students: true, moved: true, deviates: true })],
      },
      /У этих учеников/,
    ],
    [
      'brought back to a teacher who substitutes',
      { asked: null, holder: held, clashes: [clash({ teacher: true, deviates: true })] },
      /Зайцева Т\. П\. в это время ведёт/,
    ],
    [
      'joined',
      { asked: 'merge', into: { free: true, together: true }, clashes: [clash({ teacher: true, mergedHere: true })] },
      null,
    ],
    ['joined at another time', { asked: 'merge', into: { free: true, together: false } }, /в одно время/],
    ['joined with a cancelled one', { asked: 'merge', into: { free: false, together: true } }, /Выберите иной/],
  ])('%s', (_, change, refused) => {
    const refusal = refuseChange(facts(change));
    if (refused === null) expect(refusal).toBeNull();
    else expect(refusal?.message).toMatch(refused);
  });
});

describe('homework of a changed lesson', () => {
  const at = (id: number, date: string, number = 1): GroupLesson => ({ id, date, number });
  const [mon, wed, fri] = [at(1, '2026-12-07'), at(2, '2026-12-09'), at(3, '2026-12-11')];
  const due = { dueId: 2, dueDate: '2026-12-09' };
  it('goes to the next lesson when it is not held, and nowhere when there is none', () => {
    const cancelled = { id: 2, now: null, was: wed };
    expect(dueAfter({ lesson: mon, ...due }, cancelled, [mon, fri])).toEqual({ dueId: 3, dueDate: '2026-12-11' });
    expect(dueAfter({ lesson: mon, ...due }, cancelled, [mon])).toEqual({ dueId: null, dueDate: null });
  });
  it('moves along with its lesson', () => {
    const moved = { id: 2, now: at(2, '2026-12-10', 3), was: wed };
    expect(dueAfter({ lesson: mon, ...due }, moved, [mon, fri])).toEqual({ dueId: 2, dueDate: '2026-12-10' });
  });
  it('does not stay due before it was given', () => {
    const moved = { id: 2, now: at(2, '2026-12-04'), was: wed };
    expect(dueAfter({ lesson: mon, ...due }, moved, [mon, fri])).toEqual({ dueId: 3, dueDate: '2026-12-11' });
    const given = { lesson: at(1, '2026-12-10'), dueId: 2, dueDate: '2026-12-09' };
    expect(dueAfter(given, { id: 1, now: at(1, '2026-12-10'), was: mon }, [wed, fri])).toEqual({
      dueId: 3,
      dueDate: '2026-12-11',
    });
  });
  it('is always due after it was given, whatever is changed', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-12-${String(n).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 3, maxLength: 9 }), day, fc.boolean(), (days, to, held) => {
        const lessons = days.sort().map((date, n) => at(n + 1, date));
        const [given, target] = [lessons[0], lessons[1]];
        if (!given || !target) return;
        const now = held ? { ...target, date: to, number: 7 } : null;
        const others = lessons.filter((l) => l !== target);
        const bound = { lesson: given, dueId: target.id, dueDate: target.date };
        const next = dueAfter(bound, { id: target.id, now, was: target }, others);
        if (next.dueDate !== null) expect(`${next.dueDate}`).toSatisfy((d: string) => d >= given.date);
        if (next.dueId !== null && next.dueId !== target.id) expect(others.some((l) => l.id === next.dueId)).toBe(true);
        if (!held) expect(next.dueId).not.toBe(target.id);
      }),
    );
  });
});

describe('a teacher’s absence', () => {
  const sick = { from: '2026-12-02', to: '2026-12-09', numbers: null, reason: 'sick' as const };
  it('is said in few words', () => {
    expect(awayWords(sick)).toBe('больничный, 02–09.12');
    expect(awayWords({ ...sick, from: '2026-11-30' })).toBe('больничный, 30.11–09.12');
    expect(awayWords({ from: TODAY, to: TODAY, numbers: [6], reason: 'dayoff' })).toBe('отгул, 6-й урок');
    expect(awayWords({ from: TODAY, to: TODAY, numbers: [1, 2, 3], reason: 'admin' })).toBe('адм., 1–3-й уроки');
  });
  it('is refused turned round, endless, without lessons, and over another', () => {
    const ok = { from: '2026-12-10', to: '2026-12-11', numbers: null };
    expect(refuseAway(ok, [sick])).toBeNull();
    expect(refuseAway({ ...ok, from: '2026-12-12' }, [])?.message).toMatch(/раньше первого/);
    expect(refuseAway({ ...ok, to: '2028-01-01' }, [])?.message).toMatch(/длиннее года/);
    expect(refuseAway({ ...ok, numbers: [] }, [])?.message).toMatch(/хотя бы один урок/);
    expect(refuseAway({ ...ok, from: '2026-12-09' }, [sick])?.message).toMatch(/больничный, 02–09\.12/);
    const morning = { ...sick, numbers: [1, 2] };
    expect(refuseAway({ ...ok, from: '2026-12-09', numbers: [3] }, [morning])).toBeNull();
    expect(refuseAway({ ...ok, from: '2026-12-09', numbers: [2] }, [morning])).not.toBeNull();
  });
  it('keeps numbers once and in order', () => {
    const order = { orderNo: ' ', orderOn: null };
    expect(tidyAway({ ...sick, ...order, numbers: [3, 1, 3] })).toMatchObject({ numbers: [1, 3], orderNo: null });
  });
});

describe('the log of substituted lessons', () => {
  const ends = '2026-12-02T09:00:00.000Z';
  it.each<[boolean, boolean, string, string]>([
    [false, true, '2026-12-02T08:00:00Z', 'held'],
    [false, false, '2026-12-02T08:00:00Z', 'ahead'],
    [false, false, '2026-12-02T10:00:00Z', 'unrecorded'],
    [true, false, '2026-12-02T10:00:00Z', 'cancelled'],
  ])('cancelled %s, recorded %s, at %s: %s', (cancelled, recorded, now, fact) => {
    expect(factOf({ cancelled, recorded, endsAt: ends }, Date.parse(now))).toBe(fact);
  });
  it('pays held lessons by code', () => {
    const row = (change: Partial<LogRow>): LogRow => ({
      ...{ lessonId: 1, date: TODAY, number: 1, className: '8Б', subject: 'Физика', reason: '', taught: '' },
      ...{ teacher: { id: 1, name: 'З' }, substitute: { id: 2, name: 'Ю' }, kind: 'substitute', detail: '' },
      ...{ hours: 100, paid: true, payCode: 'ЗС', orderNo: null, orderOn: null, fact: 'held', v: 1 },
      ...change,
    });
    const rows = [row({}), row({ hours: 50, payCode: 'ЗН' }), row({ fact: 'unrecorded' }), row({ paid: false })];
    expect(payTotals(rows)).toEqual([{ id: 2, name: 'Ю', lessons: 2, hours: { ЗС: 100, ЗН: 50 }, all: 150 }]);
  });
  it('reads an address, and takes a wrong one for the running month', () => {
    expect(parseLogAsked({ month: '2026-11', who: '7', kind: 'merge' }, TODAY)).toEqual({
      month: '2026-11',
      who: 7,
      kind: 'merge',
    });
    expect(parseLogAsked({ month: '2026-13', who: 'x', kind: 'y' }, TODAY)).toEqual({
      month: '2026-12',
      who: null,
      kind: null,
    });
    expect(monthDays('2027-02')).toEqual({ from: '2027-02-01', to: '2027-02-28' });
    expect([monthBy('2026-12', 1), monthBy('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
  });
});
