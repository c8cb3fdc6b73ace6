import {
  type AbsentCell,
  absentCellsOf,
  type CellRow,
  type People,
  peopleOf,
  relabel,
  rulingsOf,
  writeReasons,
} from '#db/commands/absenceFacts.ts';
import { type Change, type CommandContext, type Decision, rowsOf, type Sendable } from '#db/commands/command.ts';
import {
  type NoticeFacts,
  type NoticeRow,
  noticeChanges,
  noticeColumns,
  writeNotices,
} from '#db/commands/noticeFacts.ts';
import { classNow } from '#db/queries/studentClass.ts';
import type { Asker } from '#db/sql.ts';
import type { EventData } from '#lib/contract/events.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { type DocumentKind, type Range, type Ruling, refuseDocument } from '#lib/domain/absences.ts';
import { shortName } from '#lib/domain/people.ts';

/** A document as it is kept. */
export type Document = Range & {
  id: number;
  /** How teachers know it: numbered together with the parents' reports. */
  key: number;
  studentId: number;
  /** The student's class now: papers move with him. */
  classId: number;
  kind: DocumentKind;
  number: string | null;
  issuedOn: string | null;
  reason: 'excused' | 'ill';
  noticeId: number | null;
  active: boolean;
  by: number;
  version: number;
  /** When it was entered or last changed, among all that was said of the student's absences; null: now. */
  act: number | null;
};

/** What the three commands on documents load: the document as it stands (null: a new one), the student's absences and other
 *  documents in all days concerned, and the report of the parents it answers. */
export type DocumentFacts = {
  document: Document | null;
  next_id: number;
  next_key: number;
  /** The student's class now; null: not a student here. */
  class_id: number | null;
  class_name: string | null;
  group_ids: number[];
  cells: AbsentCell[];
  rulings: Ruling[];
  people: People;
  notice: NoticeFacts | null;
};
export type DocumentWrite = { document: Document; cells: CellRow[]; notice: NoticeRow | null };

const NOW = Number.MAX_SAFE_INTEGER;

/** One query for all commands on documents of a batch. A command that names a document keeps its student. */
export const loadDocuments = (
  tx: Asker,
  asked: readonly {
    input: { studentId: number; starts?: string; ends?: string; documentId?: number; noticeId?: number | null };
    personId: number;
  }[],
  schoolId: number,
) => {
  const rows = asked.map(({ input, personId }, n) => ({ n, personId, ...input }));
  return tx<(DocumentFacts & { n: number })[]>`
    select q.n, case when d.id is not null then json_build_object('id', d.id, 'key', d.key, 'studentId', d.student_id, 'classId',
        ${classNow(tx, schoolId, tx`d.student_id`, tx`d.class_id`)},
        'kind', d.kind, 'number', d.number, 'issuedOn', d.issued_on, 'reason', d.reason, 'starts', d.starts, 'ends', d.ends,
        'firstLesson', d.first_lesson, 'lastLesson', d.last_lesson, 'noticeId', d.notice_id, 'active', d.active,
        'by', d.by_id, 'version', d.version, 'act', d.act) end as document,
      case when q."documentId" is null then nextval(pg_get_serial_sequence('absence_document', 'id')) else 0 end::int as next_id,
      case when q."documentId" is null then nextval('absence_paper') else 0 end::int as next_key,
      e.class_id,
      (select coalesce(array_agg(distinct g.group_id order by g.group_id), '{}') from group_student g
        where g.school_id = ${schoolId} and g.student_id = q."studentId" and g.starts <= x.ends
          and (g.ends is null or g.ends >= x.starts)) as group_ids,
      ${absentCellsOf(tx, schoolId, tx`q."studentId"`, tx`x.starts`, tx`x.ends`)} as cells,
      ${rulingsOf(tx, schoolId, tx`q."studentId"`, tx`x.starts`, tx`x.ends`)} as rulings,
      ${peopleOf(
        tx,
        schoolId,
        tx`select q."personId" union select a.set_by from attendance a where a.school_id = ${schoolId}
            and a.student_id = q."studentId" and a.on_date between x.starts and x.ends
          union select a.hand_by from attendance a where a.school_id = ${schoolId} and a.student_id = q."studentId"
            and a.on_date between x.starts and x.ends
          union select o.by_id from absence_document o where o.school_id = ${schoolId} and o.student_id = q."studentId"`,
      )} as people,
      ${noticeColumns(tx, schoolId)} as notice
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as q (n int, "personId" int, "studentId" int, "documentId" int,
      "noticeId" int, starts date, ends date)
    left join absence_document d on d.school_id = ${schoolId} and d.id = q."documentId" and d.student_id = q."studentId"
    cross join lateral (select least(coalesce(q.starts, d.starts), coalesce(d.starts, q.starts)) as starts,
      greatest(coalesce(q.ends, d.ends), coalesce(d.ends, q.ends)) as ends) x
    left join lateral (select e.class_id from enrolment e where e.school_id = ${schoolId} and e.student_id = q."studentId"
      and e.starts <= (select school_today(${schoolId})) and (e.ends is null or e.ends >= (select school_today(${schoolId})))
      order by e.starts desc limit 1) e on true
    left join absence_notice n on n.school_id = ${schoolId} and n.id = coalesce(q."noticeId", d.notice_id)
      and n.student_id = q."studentId"
    left join person np on np.school_id = n.school_id and np.id = n.by_id
    where (q."documentId" is null or d.id is not null) and (q."noticeId" is null or n.id is not null)
      and coalesce(d.class_id, e.class_id) is not null`;
};

/** Whose the document is to keep: the student's class now; of one who has left, the class that kept it last. */
export const documentClass = (l: DocumentFacts): number => l.document?.classId ?? l.class_id ?? 0;

const sameDocument = (a: Document, b: Document): boolean =>
  (Object.keys(a) as (keyof Document)[]).every(
    (key) => key === 'version' || key === 'by' || key === 'act' || a[key] === b[key],
  );

/** The document as it shall be, and all that follows from it in one step. */
export function decideDocument(
  l: DocumentFacts,
  next: Omit<Document, 'version' | 'by'>,
  { actor, base }: Pick<CommandContext, 'actor' | 'base'>,
): Decision<DocumentWrite> {
  const old = l.document;
  const refused = refuseDocument(next, old !== null || l.class_id !== null);
  if (refused) return refused;
  const version = old?.version ?? 0;
  const document: Document = { ...next, by: actor.personId, version: version + 1 };
  if (old && sameDocument(old, document)) return { ok: true, unchanged: true };
  if (base !== version)
    return refuse('conflict', 'Документ одновременно изменил другой человек.', { current: { value: null, version } });
  const others = l.rulings.filter((ruling) => ruling.id !== document.id);
  const { id, reason, starts, ends, firstLesson, lastLesson } = document;
  // What is said now is later than all that was said before; what is put in force again stands where it stood.
  const act = document.act ?? NOW;
  const now: Ruling = { id, reason, starts, ends, firstLesson, lastLesson, act, by: document.by };
  const cells = relabel(document.studentId, l.cells, document.active ? [...others, now] : others, l.people);
  const notice = answered(l, document);
  if (notice === 'answered') return refuse('invalid', 'На это сообщение уже ответили.');
  const changes: [Change, ...Change[]] = [
    {
      event: { name: 'absenceDocument.changed', data: documentData(document, shortName(actor.name)) },
      object: `absenceDocument:${document.id}`,
      base: version,
      version: version + 1,
      before: old && documentData(old, null),
    },
    {
      event: {
        name: 'absence.expected',
        data: {
          ...{ key: document.key, studentId: document.studentId, classId: document.classId, starts, ends },
          ...{ groupIds: l.group_ids, firstLesson, lastLesson, active: document.active, v: version + 1 },
        },
      },
      object: `absenceDocument:${document.id}`,
      base: version,
      version: version + 1,
      before: null,
    },
    ...(notice?.changes ?? []),
    ...cells.changes,
  ];
  return { ok: true, changes, row: { document, cells: cells.rows, notice: notice?.row ?? null } };
}

/** What becomes of the report that the document was made of: accepted with it, open again without it. */
function answered(l: DocumentFacts, document: Document): ReturnType<typeof noticeChanges> | null | 'answered' {
  const { notice } = l;
  if (!notice) return null;
  if (l.document === null)
    return notice.status === 'sent' ? noticeChanges(notice, { status: 'accepted' }, l.group_ids) : 'answered';
  const [from, to] = document.active ? (['sent', 'accepted'] as const) : (['accepted', 'sent'] as const);
  return l.document.active !== document.active && notice.status === from
    ? noticeChanges(notice, { status: to }, l.group_ids)
    : null;
}

function documentData(d: Document, by: string | null): EventData<'absenceDocument.changed'> {
  const { id, studentId, classId, kind, number, issuedOn, reason, starts, ends, firstLesson, lastLesson } = d;
  const { noticeId, active, version: v } = d;
  return {
    ...{ id, studentId, classId, kind, number, issuedOn, reason, starts, ends, firstLesson, lastLesson },
    ...{ noticeId, active, by, v },
  };
}

export const writeDocuments = (tx: Asker, rows: readonly DocumentWrite[], schoolId: number): Sendable<unknown>[] => [
  ...writeNotices(
    tx,
    rows.flatMap((row) => row.notice ?? []),
    schoolId,
  ),
  tx`insert into absence_document (school_id, id, key, student_id, class_id, kind, number, issued_on, reason, starts, ends,
      first_lesson, last_lesson, notice_id, active, by_id, version, act) overriding system value
    select ${schoolId}, id, key, "studentId", "classId", kind, number, "issuedOn", reason, starts, ends, "firstLesson",
      "lastLesson", "noticeId", active, by, version, coalesce(act, nextval('absence_act'))
    from jsonb_to_recordset(${rowsOf(
      tx,
      rows.map((row) => row.document),
    )}) as r (id int, key int, "studentId" int, "classId" int, kind text, number text, "issuedOn" date, reason text, starts date,
      ends date, "firstLesson" smallint, "lastLesson" smallint, "noticeId" int, active boolean, by int, version int, act bigint)
    on conflict (school_id, id) do update set class_id = excluded.class_id, kind = excluded.kind, number = excluded.number,
      issued_on = excluded.issued_on, reason = excluded.reason, starts = excluded.starts, ends = excluded.ends,
      first_lesson = excluded.first_lesson, last_lesson = excluded.last_lesson, active = excluded.active,
      by_id = excluded.by_id, version = excluded.version, act = excluded.act`,
  ...writeReasons(
    tx,
    rows.flatMap((row) => row.cells),
    schoolId,
  ),
];

/** A document's text as it is kept: spaces are no number. */
export const tidyNumber = (number: string | null): string | null => number?.trim() || null;
