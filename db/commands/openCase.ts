import { type CaseRow, caseChange, writeCases } from '#db/commands/caseFacts.ts';
import { askedRows, defineCommand } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = { class_id: number; open_on: string | null; today_case: boolean };

/** A case record of truancy opened by hand (004 1г); a reason «НП» opens one by itself. */
export const openCase = defineCommand<'absenceCase.open', Loaded, CaseRow>({
  name: 'absenceCase.open',
  lock: (input) => `absences:${input.studentId}`,
  follows: ['absence.reason'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, e.class_id, c.opened_on as open_on, t.student_id is not null as today_case
    from ${askedRows(tx, asked)}
    join lateral (select e.class_id from enrolment e where e.school_id = ${schoolId} and e.student_id = q."studentId"
      and e.starts <= (select school_today(${schoolId})) and (e.ends is null or e.ends >= (select school_today(${schoolId})))
      order by e.starts desc limit 1) e on true
    left join absence_case c on c.school_id = ${schoolId} and c.student_id = q."studentId" and c.status <> 'closed'
    left join absence_case t on t.school_id = ${schoolId} and t.student_id = q."studentId"
      and t.opened_on = (select school_today(${schoolId}))`,
  permission: (_, l) => ({ action: 'absenceCase.write', subject: { classId: l.class_id } }),
  decide({ studentId, text }, l, { actor, now, today }) {
    if (l.open_on !== null) return refuse('invalid', 'У ученика уже есть открытая карточка: запишите в неё.');
    if (l.today_case) return refuse('invalid', 'Сегодняшняя карточка закрыта: откройте её снова.');
    const row: CaseRow = {
      ...{ studentId, openedOn: today, classId: l.class_id, status: 'open', version: 1, step: 'opened' },
      ...{ text: text?.trim() || null, by: actor.personId, at: now.toISOString() },
    };
    return { ok: true, changes: [caseChange(row, shortName(actor.name), null)], row };
  },
  write: writeCases,
});
