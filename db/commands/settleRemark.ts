import { askedRows, type Change, defineCommand, rowsOf } from '#db/commands/command.ts';
import { changeDocument, type LoadedDocument, loadDocumentsWith } from '#db/commands/planDocuments.ts';
import { type By, planLock } from '#db/commands/planFacts.ts';
import { type PlanWrite, writeDocuments } from '#db/commands/planWrite.ts';
import { openRemarks, type RemarkRow, remarkChange, remarkColumns, remarkOf } from '#db/commands/remarkFacts.ts';
import { documentRows, editRow, readRow } from '#db/plans/document.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';
import { cellText, SETTLEMENT_LABELS, settleProblem, suggestedValue } from '#lib/domain/plans/remarks.ts';

type Remark = RemarkRow & { n: number; open: number };
type Loaded = LoadedDocument & { found: Remark | null };
type Row = {
  id: number;
  state: string;
  v: number;
  by: number;
  at: Date;
  document: PlanWrite | null;
};

/** Ends a remark: «Решено» of a comment; a suggestion is accepted, declined or taken back. Accepting writes the cell in the same
 *  transaction: a suggestion that counts as accepted is in the plan. */
export const settleRemark = defineCommand<'planRemark.settle', Loaded, Row>({
  name: 'planRemark.settle',
  lock: ({ planId }) => planLock(planId),
  load: (tx, asked, schoolId) =>
    loadDocumentsWith(
      tx,
      asked,
      schoolId,
      tx<Remark[]>`select q.n, ${remarkColumns(tx)}, ${openRemarks(tx)} as open from ${askedRows(tx, asked)}
        join plan_remark m on m.school_id = ${schoolId} and m.id = q."remarkId" and m.plan_id = q."planId"
        join person a on a.school_id = m.school_id and a.id = m.author_id
        join plan p on p.school_id = m.school_id and p.id = m.plan_id`,
    ),
  permission: ({ how }, { subjectId, grade }) => ({
    action: how === 'accepted' || how === 'declined' ? 'plan.write' : 'plan.comment',
    subject: { subjectId, grade },
  }),
  decide(input, l, { actor, now, base }) {
    const { found: remark } = l;
    if (!remark) return notFound();
    const { how } = input;
    if (remark.state === how) return { ok: true, unchanged: true };
    if (remark.state !== 'open')
      return refuse('conflict', `Замечание уже закрыто: «${SETTLEMENT_LABELS[remark.state].toLowerCase()}».`, {
        current: { value: remark.state, version: remark.v },
      });
    if (base !== remark.v)
      return refuse('conflict', 'Замечание тем временем изменили.', {
        current: { value: remark.state, version: remark.v },
      });
    const problem = settleProblem(remark, how, actor.personId);
    if (problem) return refuse('invalid', problem);
    const written = how === 'accepted' ? writeCell(l, remark, input, { actor, now }) : null;
    if (written && 'refusal' in written) return written.refusal;
    const settledBy = { id: actor.personId, name: shortName(actor.name) };
    const settled = { ...remarkOf(remark), state: how, settledBy, v: remark.v + 1 };
    const change = remarkChange(l.planId, settled, remark.state, remark.open - 1);
    return {
      ok: true,
      changes: written?.change ? [change, written.change] : [change],
      row: { id: remark.id, state: how, v: settled.v, by: actor.personId, at: now, document: written?.write ?? null },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update plan_remark m set state = r.state, settled_by = r.by, settled_at = r.at, version = r.v
      from jsonb_to_recordset(${settledRows(tx, rows)}) as r (id int, state text, v int, by int, at timestamptz)
      where m.school_id = ${schoolId} and m.id = r.id`,
    // Answers end with what they answer.
    tx`update plan_remark m set state = r.state
      from jsonb_to_recordset(${settledRows(tx, rows)}) as r (id int, state text)
      where m.school_id = ${schoolId} and m.parent_id = r.id`,
    ...writeDocuments(
      tx,
      rows.flatMap((row) => row.document ?? []),
      schoolId,
    ),
  ],
});
const settledRows = (tx: Parameters<typeof rowsOf>[0], rows: readonly Row[]) =>
  rowsOf(
    tx,
    rows.map(({ document: _, ...row }) => row),
  );

/** The suggested text into its cell. A cell that is no longer what the suggestion was made over is a conflict, until the person
 *  says that he has seen what stands there. */
function writeCell(
  l: LoadedDocument,
  remark: RemarkRow,
  { over }: CommandInput<'planRemark.settle'>,
  by: By,
): { change: Change | null; write: PlanWrite | null } | { refusal: Refusal } {
  const suggested = suggestedValue(remark.field, remark.text);
  if (typeof suggested === 'string') return { refusal: refuse('invalid', suggested) };
  let refusal: Refusal | null = null;
  const changed = changeDocument(l, by, (doc) => {
    const row = readRow(remark.rowId, documentRows(doc).get(remark.rowId));
    const current = row && cellText(row, remark.field);
    if (current === null) refusal = refuse('invalid', 'Этой строки в плане уже нет: принять правку некуда.');
    else if (current !== remark.was && current !== over && current !== remark.text)
      refusal = refuse('conflict', `В ячейке с тех пор другое${said(remark.field, current)}.`, {
        current: { value: { current, was: remark.was, text: remark.text }, version: remark.v },
      });
    else editRow(doc, remark.rowId, { [suggested.field]: suggested.value });
  });
  refusal ??= changed?.tooLarge ?? null;
  return refusal ? { refusal } : { change: changed?.change ?? null, write: changed?.write ?? null };
}
/** A type and a form of control are known to the screen by name: here they are keys. */
const said = (field: RemarkRow['field'], current: string): string =>
  current === '' ? ': пусто' : field === 'type' || field === 'control' ? '' : `: «${current}»`;
