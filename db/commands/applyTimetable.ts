import { type CommandContext, defineCommand, rowsOf } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import { replaceStatements, type SlotInput } from '#db/timetable/replace.ts';
import { type ChoiceRow, choiceColumn, lastDay, schoolFacts, yearJoin } from '#db/timetableImport/schoolFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { type Carried, carryPlan, type NewIds } from '#lib/domain/timetableImport/carry.ts';
import { choicesOf } from '#lib/domain/timetableImport/choices.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import { planImport } from '#lib/domain/timetableImport/plan.ts';
import type { School } from '#lib/domain/timetableImport/school.ts';

type Loaded = {
  draft: Draft;
  state: 'draft' | 'applied' | 'reverted';
  version: number;
  file_name: string;
  choices: ChoiceRow[];
  school: School;
  year_id: number | null;
  last_day: string | null;
  timetable_v: number;
  version_id: number;
  ids: NewIds;
};
type Row = Carried & {
  importId: number;
  from: string;
  versionId: number;
  yearId: number;
  title: string;
  by: number;
  slots: SlotInput[];
};

/** «Применить»: what a file told becomes the timetable from a day on, with what it needs that the school has not: subjects,
 *  staff without access, groups. One version, one way back. */
export const applyTimetable = defineCommand<'timetable.apply', Loaded, Row>({
  name: 'timetable.apply',
  lock: () => 'timetable',
  alone: true,
  follows: ['import.choose'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, i.draft, i.state, i.version, i.file_name, ${choiceColumn(tx)}, ${schoolFacts(tx)}, y.id as year_id,
      ${lastDay(tx)}, s.timetable_v, nextval(pg_get_serial_sequence('timetable_version', 'id'))::int as version_id,
      json_build_object('subjects', ${fresh(tx, 'subject')}, 'staff', ${fresh(tx, 'person')}, 'groups', ${fresh(tx, 'study_group')}) as ids
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input }, n) => ({ n, importId: input.importId, from: input.from })),
    )}) as q (n int, "importId" int, "from" date)
    join timetable_import i on i.school_id = ${schoolId} and i.id = q."importId"
    join school s on s.school_id = i.school_id ${yearJoin(tx)}`,
  permission: 'timetable.write',
  decide({ importId, from }, l, { today, base, actor }: CommandContext) {
    if (l.state !== 'draft') return refuse('closed', 'Этот импорт уже применён.');
    if (base !== l.version)
      return refuse('conflict', 'Сопоставление изменилось, пока вы смотрели: проверьте его ещё раз.', {
        current: { value: null, version: l.version },
      });
    if (from < today) return refuse('invalid', 'Применить расписание можно с сегодняшнего дня или позже.');
    if (l.year_id === null || l.last_day === null || from > l.last_day)
      return refuse('invalid', 'Этот день вне уроков учебного года: выберите другой.');
    const plan = planImport(l.draft, choicesOf(l.choices), l.school);
    if (plan.slots.length === 0) return refuse('invalid', 'Ни один урок файла не сопоставлен: применять нечего.');
    const carried = carryPlan(plan, l.school, l.ids, from);
    const title = `Импорт: ${l.file_name}`.slice(0, 120);
    const v = l.timetable_v + 1;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'import.changed', data: { importId, state: 'applied', choice: null, v: l.version + 1 } },
          object: `import:${importId}`,
          base: l.version,
          version: l.version + 1,
          before: l.state,
        },
        {
          event: {
            name: 'timetable.versioned',
            data: { versionId: l.version_id, title, starts: from, state: 'current' },
          },
          object: `timetable:${l.version_id}`,
          base: 0,
          version: 1,
          before: null,
        },
        {
          event: {
            name: 'timetable.changed',
            data: { from, classIds: carried.made.classIds, versionId: l.version_id, v },
          },
          object: 'timetable',
          base: l.timetable_v,
          version: v,
          before: null,
        },
        ...carried.made.people.map((personId) => ({
          event: { name: 'rights.changed' as const, data: { personId } },
          object: `rights:${personId}`,
          base: 0,
          version: 1,
          before: null,
        })),
      ],
      row: { ...carried, importId, from, versionId: l.version_id, yearId: l.year_id, title, by: actor.personId },
    };
  },
  write: (tx, rows, schoolId) => rows.flatMap((row) => statements(tx, row, schoolId)),
});

/** Ids for what a plan may create: no file needs more than it has lessons. Numbers that are not used are lost, and there are
 *  two thousand million. */
const fresh = (tx: Asker, table: string) => tx`
  array(select nextval(pg_get_serial_sequence(${table}, 'id'))::int
    from generate_series(1, least(jsonb_array_length(i.draft -> 'lessons'), 3000)))`;

function statements(tx: Asker, row: Row, schoolId: number) {
  const { importId, from, versionId, yearId, made } = row;
  const { before, derive, after } = replaceStatements(tx, {
    ...{ schoolId, versionId, from },
    source: { slots: row.slots, title: row.title, by: row.by },
  });
  return [
    tx`insert into subject (school_id, id, name, short, graded) overriding system value
      select ${schoolId}, r.id, r.name, r.short, r.graded
      from jsonb_to_recordset(${rowsOf(tx, row.subjects)}) as r (id int, name text, short text, graded boolean)`,
    tx`insert into person (school_id, id, family_name, given_name, patronymic) overriding system value
      select ${schoolId}, r.id, r."familyName", r."givenName", r.patronymic
      from jsonb_to_recordset(${rowsOf(tx, row.staff)}) as r (id int, "familyName" text, "givenName" text, patronymic text)`,
    tx`insert into study_group (school_id, id, year_id, class_id, subject_id, name, hours, kind, mixed) overriding system value
      select ${schoolId}, r.id, ${yearId}, r."classId", r."subjectId", r.name, r.hours, r.kind, r.mixed
      from jsonb_to_recordset(${rowsOf(tx, row.groups)}) as r (id int, "classId" int, "subjectId" int, name text, hours int,
        kind text, mixed boolean)`,
    // The list of a divided class is cut into equal parts by the alphabet.
    tx`insert into group_student (school_id, group_id, student_id, starts)
      select ${schoolId}, x.id, x.student_id, ${from}::date from (
        select r.id, e.student_id, r.part, r.parts,
          (row_number() over (partition by r.id order by p.family_name, p.given_name, p.id) - 1) as at,
          count(*) over (partition by r.id) as size
        from jsonb_to_recordset(${rowsOf(tx, row.groups)}) as r (id int, "classIds" int[], part int, parts int)
        cross join unnest(r."classIds") c (class_id)
        join enrolment e on e.school_id = ${schoolId} and e.class_id = c.class_id and e.starts <= ${from}::date
          and (e.ends is null or e.ends >= ${from}::date)
        join person p on p.school_id = e.school_id and p.id = e.student_id) x
      where x.at * x.parts / x.size = x.part
      on conflict do nothing`,
    tx`insert into group_teacher (school_id, group_id, teacher_id, starts, place)
      select ${schoolId}, r."groupId", r."teacherId", ${from}::date, r.place
      from jsonb_to_recordset(${rowsOf(tx, row.teachers)}) as r ("groupId" int, "teacherId" int, place smallint)
      on conflict do nothing`,
    ...before,
    derive,
    ...after,
    tx`update timetable_import set state = 'applied', starts = ${from}::date, version_id = ${versionId},
        made = ${JSON.stringify(made)}::text::jsonb, version = version + 1
      where school_id = ${schoolId} and id = ${importId}`,
    tx`insert into timetable_import_name (school_id, kind, name, target)
      select ${schoolId}, r.kind, r.key, r.id
      from jsonb_to_recordset(${rowsOf(tx, row.names)}) as r (kind text, key text, id int)
      on conflict (school_id, kind, name) do update set target = excluded.target`,
  ];
}
