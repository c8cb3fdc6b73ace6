import type postgres from 'postgres';
import { canonicalDay, type SchoolYear } from '#db/seed/calendar.ts';
import { addDays } from '#lib/domain/time.ts';

/** How far back the school of the demo keeps its papers: older ones are in a folder. */
const DAYS_BACK = 45;
/** A spell of illness ends when the next absence is further away than this: a weekend does not end it. */
const GAP = 4;

/** Documents for spells of illness, what parents have reported, and case records of truancy: made of the absences that have
 *  been entered, so that papers and journals agree. `at`: when the demo opens, ms. */
export async function loadAbsencePapers(
  tx: postgres.TransactionSql,
  schoolId: number,
  year: SchoolYear,
  at: number,
): Promise<void> {
  const today = canonicalDay(year.year);
  const from = addDays(today, -DAYS_BACK);
  // A spell of several days has a certificate, but for every fourth: that one the homeroom teacher took at its word.
  await tx`
    insert into absence_document (school_id, student_id, class_id, kind, number, issued_on, reason, starts, ends, act, by_id)
    select ${schoolId}, s.student_id, e.class_id, 'certificate', (100 + s.student_id % 800)::text, s.ends, s.reason, s.starts,
      s.ends, nextval('absence_act'), h.teacher_id
    from (
      select student_id, reason, min(on_date) as starts, max(on_date) as ends from (
        select d.*, sum(d.begins) over (partition by d.student_id order by d.on_date) as spell from (
          select a.student_id, a.on_date, min(a.reason) as reason,
            case when a.on_date - lag(a.on_date) over (partition by a.student_id order by a.on_date) <= ${GAP} then 0 else 1 end
              as begins
          from attendance a where a.school_id = ${schoolId} and a.on_date >= ${from} and a.code = 'absent' and a.reason = 'ill'
          group by a.student_id, a.on_date) d) x
      group by student_id, reason, spell having count(*) >= 3) s
    join enrolment e on e.school_id = ${schoolId} and e.student_id = s.student_id and e.starts <= s.ends
      and (e.ends is null or e.ends >= ${today})
    join homeroom h on h.school_id = ${schoolId} and h.class_id = e.class_id
    where s.student_id % 4 <> 0 order by s.ends, s.student_id`;
  await tellKovalyov(tx, schoolId, at);
  // What a document covers has its reason, clubs included; what was set by hand before it lies beneath.
  await tx`
    update attendance a set reason = d.reason, reason_by = d.by_id, reason_v = greatest(a.reason_v, 1),
      hand_reason = nullif(a.hand_reason, d.reason), hand_act = case when a.hand_reason <> d.reason then a.hand_act end,
      hand_by = case when a.hand_reason <> d.reason then a.hand_by end
    from absence_document d, lesson l
    where a.school_id = ${schoolId} and d.school_id = a.school_id and d.student_id = a.student_id and l.school_id = a.school_id
      and l.id = a.lesson_id and a.code = 'absent' and a.on_date between d.starts and d.ends
      and (a.on_date > d.starts or l.number >= coalesce(d.first_lesson, 0))`;
  // A mother in 8Б has written this morning and waits for an answer.
  await tx`
    insert into absence_notice (school_id, student_id, class_id, kind, text, starts, ends, by_id, sent_at)
    select ${schoolId}, p.id, e.class_id, 'ill', 'Температура 38, вызвали врача', ${addDays(today, 1)}, ${addDays(today, 2)},
      g.guardian_id, ${new Date(at - 3 * 3_600_000)}
    from person p join enrolment e on e.school_id = p.school_id and e.student_id = p.id
    join class c on c.school_id = e.school_id and c.id = e.class_id and c.grade = 8 and c.letter = 'Б'
    join guardian g on g.school_id = p.school_id and g.student_id = p.id
    where p.school_id = ${schoolId} and p.family_name = 'Панова' and p.given_name = 'Ульяна' order by g.id limit 1`;
  await loadCases(tx, schoolId, today, at);
}

/** The pupil of the demo's parent: one afternoon at the doctor's, reported and accepted. */
async function tellKovalyov(tx: postgres.TransactionSql, schoolId: number, at: number): Promise<void> {
  await tx`
    with missed as (
      select a.student_id, a.class_id, a.on_date, min(l.number) as first, g.guardian_id
      from person p join attendance a on a.school_id = p.school_id and a.student_id = p.id and a.code = 'absent'
      join lesson l on l.school_id = a.school_id and l.id = a.lesson_id
      join class c on c.school_id = a.school_id and c.id = a.class_id and c.grade = 8 and c.letter = 'Б'
      join (select school_id, student_id, min(guardian_id) as guardian_id from guardian group by 1, 2) g
        on g.school_id = p.school_id and g.student_id = p.id
      where p.school_id = ${schoolId} and p.family_name = 'Ковалёв' and p.given_name = 'Михаил' and a.reason = 'excused'
      group by a.student_id, a.class_id, a.on_date, g.guardian_id order by a.on_date desc limit 1
    ), notice as (
      insert into absence_notice (school_id, student_id, class_id, kind, text, starts, ends, status, by_id, sent_at, version)
      select ${schoolId}, student_id, class_id, 'doctor', 'Уйдёт после четвёртого урока', on_date, on_date, 'accepted',
        guardian_id, ${new Date(at)}::timestamptz - interval '9 days', 2 from missed
      returning id, student_id
    )
    insert into absence_document (school_id, student_id, class_id, kind, reason, starts, ends, first_lesson, notice_id, act, by_id)
    select ${schoolId}, m.student_id, m.class_id, 'application', 'excused', m.on_date, m.on_date, m.first, n.id,
      nextval('absence_act'), h.teacher_id
    from missed m join notice n on n.student_id = m.student_id
    join homeroom h on h.school_id = ${schoolId} and h.class_id = m.class_id`;
}

/** Every student with truancy in the last two weeks has a record; in half of them somebody has called already. */
async function loadCases(tx: postgres.TransactionSql, schoolId: number, today: string, at: number): Promise<void> {
  const opened = new Date(at - 26 * 3_600_000);
  const cases = await tx<{ student_id: number; opened_on: string; teacher_id: number; called: boolean }[]>`
    insert into absence_case (school_id, student_id, opened_on, class_id, status, version)
    select ${schoolId}, a.student_id, min(a.on_date), e.class_id, case when a.student_id % 2 = 0 then 'work' else 'open' end,
      1 + (1 - a.student_id % 2)
    from attendance a join enrolment e on e.school_id = a.school_id and e.student_id = a.student_id
      and (e.ends is null or e.ends >= ${today})
    where a.school_id = ${schoolId} and a.on_date >= ${addDays(today, -14)} and a.code = 'absent' and a.reason = 'unexcused'
    group by a.student_id, e.class_id order by a.student_id
    returning student_id, opened_on, status = 'work' as called,
      (select h.teacher_id from homeroom h where h.school_id = ${schoolId} and h.class_id = absence_case.class_id) as teacher_id`;
  for (const record of cases) {
    const notes: [number, string, string | null, Date][] = [[1, 'opened', null, opened]];
    if (record.called)
      notes.push([2, 'call', 'Мама о пропусках не знала, поговорит вечером.', new Date(opened.getTime() + 3_600_000)]);
    for (const [number, step, text, when] of notes)
      await tx`insert into absence_case_note (school_id, student_id, opened_on, number, step, text, by_id, at)
        values (${schoolId}, ${record.student_id}, ${record.opened_on}, ${number}, ${step}, ${text}, ${record.teacher_id}, ${when})`;
  }
}
