import { type CaseRow, caseChange, writeCases } from '#db/commands/caseFacts.ts';
import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { classNow } from '#db/queries/studentClass.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { type CaseStatus, caseAfter } from '#lib/domain/absences.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = { class_id: number; status: CaseStatus; version: number; another: boolean };

/** A step of the work with truancy: a call, a talk, a meeting, a note, the end; who and when stand with each. */
export const stepCase = defineCommand<'absenceCase.step', Loaded, CaseRow>({
  name: 'absenceCase.step',
  lock: (input) => `absences:${input.studentId}`,
  follows: ['absence.reason'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${classNow(tx, schoolId, tx`c.student_id`, tx`c.class_id`)} as class_id, c.status, c.version, o.student_id is not null as another
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input: { studentId, openedOn } }, n) => ({ n, studentId, openedOn })),
    )}) as q (n int, "studentId" int, "openedOn" date)
    join absence_case c on c.school_id = ${schoolId} and c.student_id = q."studentId" and c.opened_on = q."openedOn"
    left join absence_case o on o.school_id = ${schoolId} and o.student_id = q."studentId" and o.status <> 'closed'
      and o.opened_on <> c.opened_on`,
  permission: (_, l) => ({ action: 'absenceCase.write', subject: { classId: l.class_id } }),
  decide({ studentId, openedOn, step, text }, l, { actor, now, base }) {
    if (base !== l.version)
      return refuse('conflict', 'В карточку одновременно записал другой человек: посмотрите его запись.', {
        current: { value: l.status, version: l.version },
      });
    const status = caseAfter(l.status, step);
    if (status === null)
      return refuse('invalid', l.status === 'closed' ? 'Карточка закрыта: откройте её снова.' : 'Карточка открыта.');
    if (step === 'reopened' && l.another) return refuse('invalid', 'У ученика уже есть открытая карточка.');
    const said = text?.trim() || null;
    if (step === 'note' && said === null) return refuse('invalid', 'Напишите, о чём заметка.');
    const row: CaseRow = {
      ...{ studentId, openedOn, classId: l.class_id, status, version: l.version + 1, step, text: said },
      ...{ by: actor.personId, at: now.toISOString() },
    };
    return { ok: true, changes: [caseChange(row, shortName(actor.name), l.status)], row };
  },
  write: writeCases,
});
