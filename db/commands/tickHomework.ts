import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';

type Loaded = { group_id: number; member: boolean; done: boolean | null; version: number | null };

type Row = { studentId: number; lessonId: number; done: boolean };

/** «Сделано» in a family's own checklist. It changes no record of the school and no member of staff is told. */
export const tickHomework = defineCommand<'homework.tick', Loaded, Row>({
  name: 'homework.tick',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, l.group_id, gs.student_id is not null as member, d.done, d.version
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId"
    left join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id
      and gs.student_id = q."studentId" and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
    left join homework_done d on d.school_id = l.school_id and d.student_id = q."studentId"
      and d.lesson_id = l.id
    where l.homework_state = 'given'`,
  permission: (input) => ({ action: 'homework.tick', subject: { studentId: input.studentId } }),
  decide(input, l, { base }) {
    if (!l.member) return notFound();
    const { studentId, lessonId, done } = input;
    const version = l.version ?? 0;
    if (done === (l.done ?? false)) return { ok: true, unchanged: true };
    if (base !== version)
      return refuse('conflict', 'Отмечено с другого устройства.', { current: { value: l.done, version } });
    return {
      ok: true,
      changes: [
        {
          event: { name: 'homework.ticked', data: { studentId, lessonId, groupId: l.group_id, done, v: version + 1 } },
          object: `tick:${lessonId}:${studentId}`,
          base: version,
          version: version + 1,
          before: l.done ?? false,
        },
      ],
      row: { studentId, lessonId, done },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into homework_done (school_id, student_id, lesson_id, done)
      select ${schoolId}, "studentId", "lessonId", done
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("studentId" int, "lessonId" int, done boolean)
      on conflict (school_id, student_id, lesson_id) do update set done = excluded.done,
        version = homework_done.version + 1`,
  ],
});
