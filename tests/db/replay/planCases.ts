import type { Doc } from 'yjs';
import { editRow, putRows, removeRow } from '#db/plans/document.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { PLAN, ROW, typeInto } from '#tests/support/plan.ts';
import { GROUP, TYPE, type World } from '#tests/support/school.ts';
import type { Cases } from './cases.ts';

/** What a person types into the plan before its rows are read. */
async function typed(w: World, by: number, change: (doc: Doc) => void): Promise<CommandInput<'plan.project'>> {
  await typeInto(w, PLAN, by, change);
  return { planId: PLAN };
}
/** An import into the plan as it stands. */
async function importing<M extends CommandInput<'plan.import'>['mode']>({ owner }: World, mode: M) {
  const [plan] = await owner`select seq from plan where school_id = 1 and id = ${PLAN}`;
  return { planId: PLAN, mode, seq: Number(plan?.['seq']), source: 'план.docx' };
}
const remarked = { planId: PLAN, rowId: ROW.last, field: 'topic' as const };
/** The remark of a kind that is open. */
async function remark({ owner }: World, kind: 'comment' | 'suggestion' | 'hours') {
  const [row] = await owner`select id from plan_remark where school_id = 1 and parent_id is null
    and (case when field = 'hours' then field else kind end) = ${kind}`;
  return { planId: PLAN, remarkId: Number(row?.['id']) };
}

export const planCases = {
  'plan.create': [
    {
      title: 'an empty one',
      who: 'deputy',
      input: { groupIds: [GROUP.russian], name: '', from: { kind: 'empty' } },
      stale: [
        ...['the base of plans', 'the base of plans for the deputy'],
        ...['the journal of the homeroom teacher', 'the journal of a substitute'],
      ],
    },
    {
      title: 'with the rows of another',
      who: 'teacher',
      input: { groupIds: [GROUP.grade1], name: 'углублённая', from: { kind: 'plan', planId: PLAN } },
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
  ],
  'plan.serve': [
    {
      title: 'a second class',
      who: 'teacher',
      input: { planId: PLAN, groupIds: [GROUP.math, GROUP.foreign] },
      base: 1,
    },
  ],
  'plan.project': [
    {
      title: 'of an approved plan',
      who: 'deputy',
      input: (w) => typed(w, 1, (doc) => editRow(doc, ROW.last, { correction: 'карантин' })),
    },
    {
      title: 'a correction taken back: the plan is as approved again',
      who: 'teacher',
      input: (w) => typed(w, 1, (doc) => editRow(doc, ROW.last, { correction: '' })),
    },
    {
      title: 'a topic and a homework typed',
      who: 'teacher',
      input: (w) =>
        typed(w, 2, (doc) => editRow(doc, ROW.first, { topic: 'Доли. Обыкновенные дроби', homework: '§ 12, № 3' })),
    },
    {
      title: 'by two people',
      who: 'director',
      input: async (w) => {
        await typed(w, 2, (doc) => editRow(doc, ROW.last, { note: 'таблица' }));
        return typed(w, 8, (doc) => editRow(doc, ROW.last, { hours: 3 }));
      },
    },
    {
      title: 'rows put, moved and taken away',
      who: 'colleague',
      input: (w) =>
        typed(w, 1, (doc) => {
          putRows(doc, [emptyPlanRow('section'), { ...emptyPlanRow(), topic: 'Вычитание' }], { after: ROW.first });
          editRow(doc, ROW.control, { order: 'E111' });
          removeRow(doc, ROW.first);
        }),
    },
    {
      title: 'typed and taken back',
      who: 'teacher',
      input: async (w) => {
        await typed(w, 1, (doc) => editRow(doc, ROW.last, { note: 'таблица и схема' }));
        return typed(w, 1, (doc) => editRow(doc, ROW.last, { note: 'таблица' }));
      },
    },
  ],
  'plan.submit': [{ title: 'for review', who: 'teacher', input: { planId: PLAN }, base: 5 }],
  'plan.approve': [
    {
      title: 'what the deputy has seen',
      who: 'deputy',
      input: async ({ owner }) => {
        const [row] = await owner`select seq from plan where school_id = 1 and id = ${PLAN}`;
        return { planId: PLAN, seq: Number(row?.['seq']), name: 'На год' };
      },
      base: 6,
    },
  ],
  'plan.keep': [{ title: 'under a name', who: 'colleague', input: { planId: PLAN, name: 'Перед каникулами' } }],
  'plan.restore': [
    {
      title: 'what was approved, over what was kept',
      who: 'teacher',
      input: async (w) => {
        await typeInto(w, PLAN, 1, (doc) => editRow(doc, ROW.last, { note: 'не прочитано в строки' }));
        const [row] = await w.owner`select number from plan_version where school_id = 1 and approved = 1`;
        return { planId: PLAN, number: Number(row?.['number']) };
      },
    },
    {
      title: 'and back again',
      who: 'colleague',
      input: async (w) => {
        const [row] = await w.owner`select number from plan_version where school_id = 1 and kind = 'named'`;
        return { planId: PLAN, number: Number(row?.['number']) };
      },
    },
  ],
  'plan.return': [
    {
      title: 'with a reason',
      who: 'deputy',
      input: async ({ owner }) => {
        await owner`update plan set state = 'review', version = 30 where school_id = 1 and id = ${PLAN}`;
        return { planId: PLAN, reason: 'Не хватает контрольной в III четверти' };
      },
      base: 30,
      // Its subject’s name is not told.
      stale: ['a teacher’s day', 'a teacher’s yesterday', 'a colleague’s day'],
    },
  ],
  'plan.withdraw': [
    {
      title: 'before it is decided on',
      who: 'colleague',
      input: async ({ owner }) => {
        await owner`update plan set state = 'review', version = 40 where school_id = 1 and id = ${PLAN}`;
        return { planId: PLAN };
      },
      base: 40,
    },
  ],
  'planRemark.add': [
    { title: 'a comment', who: 'deputy', input: { ...remarked, kind: 'comment', text: 'Перенесите', was: null } },
    {
      title: 'another change',
      who: 'colleague',
      input: { ...remarked, kind: 'suggestion', text: 'Сумма', was: 'Сложение' },
    },
    {
      title: 'of a form of control',
      who: 'colleague',
      input: { ...remarked, field: 'control', kind: 'suggestion', text: String(TYPE.control), was: '' },
    },
    {
      title: 'of hours',
      who: 'director',
      input: { ...remarked, field: 'hours', kind: 'suggestion', text: '3', was: '2' },
    },
  ],
  'planRemark.answer': [
    {
      title: 'by the author',
      who: 'teacher',
      input: async (w) => ({ ...(await remark(w, 'comment')), text: 'Хорошо' }),
    },
    { title: 'to a suggestion', who: 'deputy', input: async (w) => ({ ...(await remark(w, 'hours')), text: 'Верно' }) },
  ],
  'planRemark.settle': [
    {
      title: 'a comment resolved, with its answer',
      who: 'deputy',
      input: async (w) => ({ ...(await remark(w, 'comment')), how: 'resolved', over: null }),
      base: 1,
    },
    {
      title: 'a suggestion accepted over another text',
      who: 'teacher',
      input: async (w) => ({ ...(await remark(w, 'suggestion')), how: 'accepted', over: 'Сложение дробей' }),
      base: 1,
    },
    {
      title: 'a suggestion declined',
      who: 'colleague',
      input: async (w) => ({ ...(await remark(w, 'hours')), how: 'declined', over: null }),
      base: 1,
    },
  ],
  'plan.import': [
    {
      title: 'instead of what no lesson has passed',
      who: 'teacher',
      input: async (w) => ({
        ...(await importing(w, 'replace')),
        rows: [
          { ...emptyPlanRow('section'), topic: 'Десятичные дроби' },
          { ...emptyPlanRow(), topic: 'Запись десятичной дроби', hours: 2, control: TYPE.control, type: 'control' },
          { ...emptyPlanRow(), topic: 'Сравнение', homework: '§ 14', resources: 'https://resh.edu.ru/1' },
        ],
      }),
    },
    {
      title: 'at the end of an approved plan',
      who: 'colleague',
      input: async (w) => {
        await w.owner`update plan set state = 'approved' where school_id = 1 and id = ${PLAN}`;
        return {
          ...(await importing(w, 'append')),
          rows: [{ ...emptyPlanRow(), topic: 'Повторение' }],
        };
      },
    },
    {
      title: 'into what is empty',
      who: 'teacher',
      input: async (w) => ({
        ...(await importing(w, 'fill')),
        rows: [{ ...emptyPlanRow(), topic: 'Доли', homework: '§ 1', note: 'карточки' }],
      }),
    },
  ],
} satisfies Partial<Cases>;
