import { type Change, rowsOf, type Sendable } from '#db/commands/command.ts';
import { classNow } from '#db/queries/studentClass.ts';
import type { Asker } from '#db/sql.ts';
import type { EventData } from '#lib/contract/events.ts';
import type { NoticeKind, NoticeStatus } from '#lib/domain/absences.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

/** A report of the parents as it is kept. */
export type NoticeFacts = {
  id: number;
  /** How teachers know it: numbered together with documents. */
  key: number;
  studentId: number;
  classId: number;
  kind: NoticeKind;
  text: string | null;
  starts: string;
  ends: string;
  status: NoticeStatus;
  answer: string | null;
  by: number;
  from: PersonName;
  sentAt: string;
  version: number;
};
export type NoticeRow = Omit<NoticeFacts, 'from'>;

/** NoticeFacts as JSON over aliases n (absence_notice, left joined) and np (its author). */
export const noticeColumns = (tx: Asker, schoolId: number) => tx`
  case when n.id is not null then json_build_object('id', n.id, 'key', n.key, 'studentId', n.student_id, 'classId',
    ${classNow(tx, schoolId, tx`n.student_id`, tx`n.class_id`)},
    'kind', n.kind, 'text', n.text, 'starts', n.starts, 'ends', n.ends, 'status', n.status, 'answer', n.answer,
    'by', n.by_id, 'from', json_build_object('familyName', np.family_name, 'givenName', np.given_name,
      'patronymic', np.patronymic),
    'sentAt', to_char(n.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', n.version) end`;

/** The report after a change: its event for homeroom teacher and family, what teachers are told of it, and its row. */
export function noticeChanges(
  old: NoticeFacts,
  change: { status: NoticeStatus; answer?: string | null },
  groupIds: number[],
): { changes: [Change, Change]; row: NoticeRow } {
  const { version } = old;
  const { from, ...row } = { ...old, answer: null, ...change, version: version + 1 };
  const { id, studentId, classId, kind, text, starts, ends, status, answer, sentAt } = row;
  const data: EventData<'absenceNotice.changed'> = {
    ...{ id, studentId, classId, kind, text, starts, ends, status, answer, from: shortName(from), sentAt },
    v: version + 1,
  };
  const place = { object: `absenceNotice:${id}`, base: version, version: version + 1 };
  return {
    changes: [
      {
        event: { name: 'absenceNotice.changed', data },
        ...place,
        before: version === 0 ? null : { status: old.status },
      },
      {
        event: {
          name: 'absence.expected',
          data: {
            ...{
              key: row.key,
              studentId,
              classId,
              groupIds,
              starts,
              ends,
              firstLesson: null,
              lastLesson: null,
            },
            ...{ active: status === 'sent', v: version + 1 },
          },
        },
        ...place,
        before: null,
      },
    ],
    row,
  };
}

export const writeNotices = (tx: Asker, rows: readonly NoticeRow[], schoolId: number): Sendable<unknown>[] =>
  rows.length === 0
    ? []
    : [
        tx`insert into absence_notice (school_id, id, key, student_id, class_id, kind, text, starts, ends, status, answer, by_id,
            sent_at, version) overriding system value
          select ${schoolId}, id, key, "studentId", "classId", kind, text, starts, ends, status, answer, by, "sentAt", version
          from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, key int, "studentId" int, "classId" int, kind text, text text,
            starts date, ends date, status text, answer text, by int, "sentAt" timestamptz, version int)
          on conflict (school_id, id) do update set class_id = excluded.class_id, status = excluded.status, answer = excluded.answer,
            version = excluded.version`,
      ];

/** What the commands of a report load: the report, the student's class, and the groups whose teachers do not expect him. */
export type NoticeLoaded = {
  notice: NoticeFacts | null;
  next_id: number;
  next_key: number;
  class_id: number;
  group_ids: number[];
  open: number;
};
export const loadNotices = (
  tx: Asker,
  asked: readonly { input: { studentId: number; noticeId?: number }; personId: number }[],
  schoolId: number,
) => {
  const rows = asked.map(({ input, personId }, n) => ({
    ...{ n, personId, studentId: input.studentId, noticeId: input.noticeId ?? null },
  }));
  return tx<(NoticeLoaded & { n: number })[]>`
    select q.n, ${noticeColumns(tx, schoolId)} as notice, e.class_id,
      case when q."noticeId" is null then nextval(pg_get_serial_sequence('absence_notice', 'id')) else 0 end::int as next_id,
      case when q."noticeId" is null then nextval('absence_paper') else 0 end::int as next_key,
      (select coalesce(array_agg(distinct g.group_id order by g.group_id), '{}') from group_student g
        where g.school_id = ${schoolId} and g.student_id = q."studentId"
          and (g.ends is null or g.ends >= (select school_today(${schoolId})))) as group_ids,
      (select count(*)::int from absence_notice o where o.school_id = ${schoolId} and o.student_id = q."studentId"
        and o.status = 'sent') as open
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as q (n int, "personId" int, "studentId" int, "noticeId" int)
    join lateral (select e.class_id from enrolment e where e.school_id = ${schoolId} and e.student_id = q."studentId"
      and e.starts <= (select school_today(${schoolId})) and (e.ends is null or e.ends >= (select school_today(${schoolId})))
      order by e.starts desc limit 1) e on true
    left join absence_notice n on n.school_id = ${schoolId} and n.id = q."noticeId" and n.student_id = q."studentId"
    left join person np on np.school_id = n.school_id and np.id = n.by_id
    where q."noticeId" is null or n.id is not null`;
};
