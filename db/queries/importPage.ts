import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import {
  type ChoiceRow,
  choiceColumn,
  groupMembers,
  lastDay,
  schoolFacts,
  yearJoin,
} from '#db/timetableImport/schoolFacts.ts';
import type {
  ImportLine,
  ImportListView,
  ImportState,
  ImportView,
  NameLine,
  Option,
} from '#lib/contract/importPage.ts';
import { groupLabel } from '#lib/domain/groups.ts';
import { className, fullName, listName, shortName } from '#lib/domain/people.ts';
import { addDays, dayIn, mondayOf } from '#lib/domain/time.ts';
import { choicesOf } from '#lib/domain/timetableImport/choices.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import { type LeftOut, type Plan, planImport } from '#lib/domain/timetableImport/plan.ts';
import { changesOf, conflictsOf, weeksOf } from '#lib/domain/timetableImport/preview.ts';
import { choiceKey, newRef, type School } from '#lib/domain/timetableImport/school.ts';
import { type Actor, can } from '#lib/policy.ts';

/** Lines of one kind that a page shows: more are counted. */
const SHOWN = 100;

type PersonRow = { familyName: string; givenName: string; patronymic: string | null };
type ListRow = PersonRow & {
  id: number;
  fileName: string;
  at: Date;
  state: ImportState;
  version_state: string | null;
  starts: string | null;
  tz: string;
};
/** What came of an import: taken back in the editor is taken back too. */
const stateOf = (row: { state: ImportState; version_state: string | null }): ImportState =>
  row.state === 'applied' && row.version_state === 'withdrawn' ? 'reverted' : row.state;

/** The imports of the school, the newest first; null for those who may not make a timetable. */
export async function importList(actor: Actor, db: Sql = sql()): Promise<ImportListView | null> {
  if (!can(actor, 'timetable.write')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const rows = await tx<
      ListRow[]
    >`select i.id, i.file_name as "fileName", i.at, i.state, v.state as version_state, i.starts,
        s.tz, p.family_name as "familyName", p.given_name as "givenName", p.patronymic
      from school s join timetable_import i on i.school_id = s.school_id
      join person p on p.school_id = i.school_id and p.id = i.by_id
      left join timetable_version v on v.school_id = i.school_id and v.id = i.version_id
      where s.school_id = ${schoolId} order by i.id desc limit 50`;
    const imports = rows.map(
      (row): ImportLine => ({
        ...{ id: row.id, fileName: row.fileName, at: row.at.toISOString(), by: shortName(row) },
        ...{ state: stateOf(row), starts: row.starts },
      }),
    );
    return { tz: actor.school.tz, imports };
  });
}

type Row = ListRow & {
  draft: Draft;
  version: number;
  choices: ChoiceRow[];
  school: School;
  now: Date;
  from: string;
  last_day: string | null;
};

/** The preview of an import as of a day: what would be, beside what is. `from` null: next Monday, or the day it was applied
 *  from; `classId` null: the first class that would change. One snapshot. */
export async function importPage(
  actor: Actor,
  importId: number,
  asked: { from: string | null; classId: number | null },
  db: Sql = sql(),
): Promise<ImportView | null> {
  if (!can(actor, 'timetable.write')) return null;
  const { schoolId } = actor;
  const monday = addDays(mondayOf(actor.today), 7);
  return readAs(db, contextOf(actor), async (tx) => {
    const [row] = await tx<Row[]>`
      select i.id, i.file_name as "fileName", i.at, i.state, v.state as version_state, i.starts, i.draft, i.version, s.tz,
        school_now(s.school_id) as now, p.family_name as "familyName", p.given_name as "givenName", p.patronymic,
        q."from", ${choiceColumn(tx)}, ${schoolFacts(tx)}, ${lastDay(tx)}
      from timetable_import i
      cross join lateral (select coalesce(i.starts, ${asked.from}::date, ${monday}::date) as "from") q
      join school s on s.school_id = i.school_id
      join person p on p.school_id = i.school_id and p.id = i.by_id
      left join timetable_version v on v.school_id = i.school_id and v.id = i.version_id
      ${yearJoin(tx)}
      where i.school_id = ${schoolId} and i.id = ${importId}`;
    if (!row) return null;
    const plan = planImport(row.draft, choicesOf(row.choices), row.school);
    const conflicts = conflictsOf(plan, row.school, await groupMembers(tx, schoolId, row.from));
    return viewOf(row, plan, conflicts, asked.classId);
  });
}

function viewOf(row: Row, plan: Plan, conflicts: ReturnType<typeof conflictsOf>, asked: number | null): ImportView {
  const { school } = row;
  const options = optionsOf(school);
  const classes = school.classes.filter((c) => plan.classIds.includes(c.id));
  const weeks = weeksOf(
    plan,
    school,
    classes.map((c) => c.id),
  );
  const lines = classes.map((c, at) => ({
    ...{ id: c.id, label: className(c) },
    changes: weeks[at] ? changesOf(weeks[at]) : { added: 0, removed: 0, changed: 0, same: 0 },
  }));
  const moved = lines.find(({ changes }) => changes.added + changes.removed + changes.changed > 0);
  const shown = lines.find((line) => line.id === asked) ?? moved ?? lines[0];
  const versions = new Map(row.choices.map((choice) => [`${choice.kind}:${choice.key}`, choice.v]));
  const open = plan.names.filter((name) => name.state !== 'matched');
  const found = (kind: NameLine['kind']) =>
    plan.names.filter((name) => name.kind === kind && name.state === 'matched').length;
  return {
    ...{ id: row.id, fileName: row.fileName, at: row.at.toISOString(), by: shortName(row), tz: row.tz },
    ...{ today: dayIn(row.now, row.tz), state: stateOf(row), v: row.version, from: row.from, lastDay: row.last_day },
    ...{ layout: row.draft.layout, counts: plan.counts, options },
    names: open.map((name) => ({
      ...name,
      v: versions.get(choiceKey(name.kind, name.key)) ?? 0,
      label: name.to === null ? null : (options[name.kind].find((option) => option.id === name.to)?.label ?? null),
    })),
    found: { class: found('class'), subject: found('subject'), teacher: found('teacher'), group: found('group') },
    made: madeOf(plan, school),
    out: { lines: plan.out.slice(0, SHOWN), reasons: reasonsOf(plan.out) },
    doubts: plan.doubts.slice(0, SHOWN),
    conflicts: {
      lines: conflicts
        .filter((one) => one.kind !== 'room')
        .concat(conflicts.filter((one) => one.kind === 'room'))
        .slice(0, SHOWN),
      hard: conflicts.filter((one) => one.kind !== 'room').length,
      rooms: conflicts.filter((one) => one.kind === 'room').length,
    },
    classes: lines,
    stays: plan.stays.length,
    week: weeks.find((week) => week.classId === shown?.id) ?? null,
  };
}

function optionsOf(school: School): ImportView['options'] {
  const subjects = new Map(school.subjects.map((subject) => [subject.id, subject.name]));
  const classes = new Map(school.classes.map((c) => [c.id, c]));
  const group = (g: School['groups'][number]): Option => {
    const { grade, letter } = classes.get(g.classId) ?? { grade: 0, letter: '' };
    return {
      id: g.id,
      label: groupLabel({ grade, letter, subject: subjects.get(g.subjectId) ?? '', name: g.name, mixed: g.mixed }),
    };
  };
  return {
    class: school.classes.map((c) => ({ id: c.id, label: className(c) })),
    subject: apart(school.subjects.map((s) => ({ id: s.id, label: s.name }))),
    teacher: apart(school.staff.map((p) => ({ id: p.id, label: fullName(p) }))),
    group: apart(school.groups.map(group).sort((a, b) => a.label.localeCompare(b.label, 'ru', { numeric: true }))),
  };
}

/** Two of one name are told apart: a field finds by the name. */
function apart(options: Option[]): Option[] {
  const seen = new Map<string, number>();
  return options.map(({ id, label }) => {
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return { id, label: before === 0 ? label : `${label} (${before + 1})` };
  });
}

function madeOf(plan: Plan, school: School): ImportView['made'] {
  const person = (id: number): string => {
    const own = id < 0 ? plan.made.staff[-id - 1] : school.staff.find((one) => one.id === id);
    return own ? listName(own) : '';
  };
  const subject = (id: number): string =>
    id < 0 ? (plan.made.subjects[-id - 1]?.name ?? '') : (school.subjects.find((one) => one.id === id)?.name ?? '');
  const classNames = (ids: readonly number[]): string =>
    ids
      .map((id) => school.classes.find((c) => c.id === id))
      .map((c) => (c ? className(c) : ''))
      .join(', ');
  return {
    subjects: plan.made.subjects.filter((_, at) => plan.needed.subjects.has(newRef(at))).map((one) => one.name),
    staff: plan.made.staff.filter((_, at) => plan.needed.staff.has(newRef(at))).map(listName),
    groups: plan.made.groups.map(
      (group) =>
        `${classNames(group.classIds)} · ${subject(group.subjectId)}${group.name ? `, ${group.name}` : ''} — ${person(group.teacherId)}`,
    ),
    teachers: plan.made.teachers.map(({ groupId, teacherId }) => {
      const group = school.groups.find((one) => one.id === groupId);
      return `${person(teacherId)} — ${group ? `${classNames(group.classIds)} · ${subject(group.subjectId)}` : ''}`;
    }),
  };
}

function reasonsOf(out: readonly LeftOut[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of out) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}
