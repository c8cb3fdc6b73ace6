import { CLASS, type World } from '#tests/support/school.ts';
import type { Cases } from './cases.ts';

const classHour = {
  ...{ date: '2026-12-09', title: 'Кодекс класса', kind: 'hour' as const },
  ...{ place: 'каб. 201', who: 'Никитина О. С.' },
};
/** The entry of a class's plan with this title. */
async function entryOf({ owner }: World, title: string): Promise<number> {
  const [row] = await owner`select id from class_plan where school_id = 1 and title = ${title}`;
  return Number(row?.['id']);
}

export const classPlanCases = {
  'classPlan.add': [
    {
      title: 'a month of entries',
      who: 'homeroom',
      input: {
        classId: CLASS.a,
        entries: [
          { ...classHour, date: '2026-12-16', title: 'Безопасная зима', kind: 'safety' as const },
          classHour,
          { ...classHour, date: '2026-12-01', title: 'День открытых дверей', kind: 'event' as const },
          { ...classHour, date: '2027-03-10', title: 'Музей', kind: 'trip' as const },
        ],
      },
    },
  ],
  'classPlan.change': [
    {
      title: 'another day and title',
      who: 'homeroom',
      input: async (w) => ({
        ...{ ...classHour, date: '2027-01-13', title: 'Правила класса' },
        entryId: await entryOf(w, 'Кодекс класса'),
      }),
      base: 1,
    },
    {
      title: 'out of the months that are asked for',
      who: 'homeroom',
      input: async (w) => ({
        ...{ ...classHour, date: '2027-02-10', title: 'Правила класса' },
        entryId: await entryOf(w, 'Правила класса'),
      }),
      base: 2,
    },
  ],
  'classPlan.hold': [
    {
      title: 'held, with what came of it',
      who: 'homeroom',
      input: async (w) => ({
        ...{ entryId: await entryOf(w, 'День открытых дверей'), held: true },
        notes: 'пришли 14 родителей',
      }),
      base: 1,
    },
  ],
  'classPlan.remove': [
    {
      title: 'taken out',
      who: 'homeroom',
      input: async (w) => ({ entryId: await entryOf(w, 'Безопасная зима'), removed: true }),
      base: 1,
    },
    {
      title: 'put back',
      who: 'homeroom',
      input: async (w) => ({ entryId: await entryOf(w, 'Безопасная зима'), removed: false }),
      base: 2,
    },
  ],
} satisfies Partial<Cases>;
