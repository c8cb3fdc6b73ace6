import type { CommandInput } from '#lib/contract/commands.ts';
import { importedFile } from '#tests/support/importedFile.ts';
import { GROUP, VERSION, type World } from '#tests/support/school.ts';
import { ANEW, NEXT_WEEKS, TODAYS, WEEKS } from './anew.ts';
import type { Cases } from './cases.ts';

const place = { groupId: GROUP.math, weekday: 1, number: 2, parity: 0 as const, room: '201', teacherId: null };
/** The newest place of the draft, moved or taken away. */
async function newest({ owner }: World, to: typeof place | null): Promise<CommandInput<'draft.edit'>> {
  const [row] =
    await owner`select id, v from draft_slot where school_id = 1 and version_id = ${VERSION.draft} order by id desc`;
  return { versionId: VERSION.draft, changes: [{ slotId: Number(row?.['id']), v: Number(row?.['v']), to }] };
}

export const timetableCases = {
  'draft.make': [
    {
      title: 'a draft beside the first',
      who: 'admin',
      input: { from: '2026-12-14', title: 'Второй черновик' },
      stale: ['the timetable’s office'],
    },
  ],
  'draft.edit': [
    {
      title: 'two places put',
      who: 'deputy',
      input: {
        versionId: VERSION.draft,
        changes: [
          { slotId: null, v: 0, to: place },
          { slotId: null, v: 0, to: { ...place, weekday: 2, parity: 1 } },
        ],
      },
    },
    { title: 'one moved', who: 'admin', input: (w) => newest(w, { ...place, weekday: 4, number: 3, room: '' }) },
    { title: 'and taken away', who: 'deputy', input: (w) => newest(w, null) },
    { title: 'undone', who: 'deputy', input: (w) => newest(w, { ...place, weekday: 4 }) },
  ],
  'draft.drop': [
    {
      title: 'a draft thrown away',
      who: 'deputy',
      input: async ({ owner }) => {
        const [row] = await owner`select max(id) as id from timetable_version where school_id = 1`;
        return { versionId: Number(row?.['id']) };
      },
      stale: ['the timetable’s office'],
    },
  ],
  'timetable.enforce': [
    {
      title: 'a draft put into force',
      who: 'deputy',
      input: { versionId: VERSION.draft, from: '2026-12-07', despite: 0 },
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'timetable.revert': [
    {
      title: 'what held before, again',
      who: 'admin',
      input: { versionId: VERSION.draft },
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'import.choose': [
    {
      title: 'a name left out',
      who: 'deputy',
      input: async (world) => ({
        ...{ importId: await importedFile(world), kind: 'subject', key: 'черчение' },
        choice: { how: 'out' },
      }),
    },
  ],
  'timetable.apply': [
    {
      title: 'a file’s timetable',
      who: 'admin',
      input: async (world) => ({ importId: await importedFile(world), from: '2026-12-07' }),
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'import.revert': [
    {
      title: 'the timetable before it',
      who: 'deputy',
      input: async ({ owner }) => {
        const [row] = await owner`select id from timetable_import where school_id = 1 and state = 'applied'`;
        return { importId: Number(row?.['id']) };
      },
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'bells.save': [
    {
      title: 'a new set',
      who: 'deputy',
      input: { bellSetId: null, name: 'Сокращённый', bells: [{ starts: 510, ends: 540 }] },
      stale: [...ANEW, ...WEEKS, ...TODAYS],
    },
  ],
  'bells.plan': [
    {
      title: 'a shortened day to come',
      who: 'admin',
      input: {
        ruleId: null,
        rule: { bellSetId: 1, classId: null, grade: 5, weekday: null, date: '2026-12-30', starts: null, ends: null },
      },
      stale: [...ANEW, ...WEEKS, ...TODAYS],
    },
  ],
  'approval.give': [
    {
      title: 'расписание by an order',
      who: 'director',
      input: { kind: 'timetable', orderNo: '112-о', orderOn: '2026-12-01', note: null },
      stale: ['the timetable’s office'],
    },
  ],
} satisfies Partial<Cases>;
