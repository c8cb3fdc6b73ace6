import { type Change, rowsOf, type Sendable } from '#db/commands/command.ts';
import { type LessonRow, lessonRef } from '#db/commands/lessonFacts.ts';
import type { Asker } from '#db/sql.ts';
import type { LessonPass } from '#lib/domain/plans/drafts.ts';

/** What a lesson passes of its group's plan, as commands load and write it. */

export type PassFacts = {
  plan_id: number | null;
  pass: LessonPass | null;
  /** Rows of its draft. */
  drafted: string[];
  /** Those of the rows asked for that the plan has; a row taken away from it can still have been passed. */
  known: string[];
};

/** Columns of PassFacts over a lesson l; `asked`: the rows of the input, an array. */
export const passColumns = (tx: Asker, asked: ReturnType<Asker>) => tx`pg.plan_id, ${passColumn(tx)} as pass,
  array(select d.row_id from lesson_draft d where d.school_id = l.school_id and d.group_id = l.group_id and d.lesson_id = l.id
    order by d.place, d.row_id) as drafted,
  array(select r.id from plan_row r where r.school_id = l.school_id and r.plan_id = pg.plan_id and r.id = any(${asked})
    and r.kind = 'lesson') as known`;
export const passJoins = (tx: Asker) => tx`
  left join plan_group pg on pg.school_id = l.school_id and pg.group_id = l.group_id
  left join lesson_pass lp on lp.school_id = l.school_id and lp.lesson_id = l.id`;
/** LessonPass of a lesson l, by passJoins. Hours of one row come as so many names of it. */
export const passColumn = (tx: Asker) => tx`case when lp.lesson_id is not null then json_build_object('how', lp.kind,
  'rows', coalesce((select json_agg(r.row_id order by r.row_id collate "C", n) from lesson_row r
    cross join lateral generate_series(1, r.hours) n
    where r.school_id = l.school_id and r.lesson_id = l.id and r.plan_id = pg.plan_id), '[]'),
  'reason', lp.reason, 'decided', lp.decided, 'v', lp.version) end`;

export type PassRow = {
  lessonId: number;
  groupId: number;
  planId: number | null;
  how: LessonPass['how'];
  rows: [id: string, hours: number][];
  reason: string | null;
  decided: boolean;
  v: number;
  by: number;
  at: Date;
};
/** A lesson as far as {@link passChange} looks at it. */
export type PassedLesson = Pick<LessonRow, 'lesson_id' | 'group_id' | 'class_id' | 'on_date'> &
  Pick<PassFacts, 'plan_id' | 'pass'>;
type Said = Pick<LessonPass, 'how' | 'rows' | 'reason' | 'decided'>;

const sameSaid = (a: Said, b: Said): boolean =>
  a.how === b.how &&
  a.reason === b.reason &&
  a.decided === b.decided &&
  [...a.rows].sort().join() === [...b.rows].sort().join();

/** What is told and written when a lesson passes something else from now on; null: it is so already. */
export function passChange(
  l: PassedLesson,
  said: Said,
  by: { personId: number; now: Date },
): { change: Change; row: PassRow } | null {
  const before: LessonPass = l.pass ?? { how: null, rows: [], reason: null, decided: false, v: 0 };
  if (sameSaid(before, said)) return null;
  const v = before.v + 1;
  const hours = new Map<string, number>();
  const rows = [...said.rows].sort();
  for (const row of rows) hours.set(row, (hours.get(row) ?? 0) + 1);
  return {
    change: {
      event: { name: 'lesson.passed', data: { ...lessonRef(l), planId: l.plan_id, ...said, rows, v } },
      object: `lesson:${l.lesson_id}:pass`,
      base: before.v,
      version: v,
      before: { how: before.how, rows: before.rows, reason: before.reason },
    },
    row: {
      ...{ lessonId: l.lesson_id, groupId: l.group_id, planId: l.plan_id, how: said.how, rows: [...hours] },
      ...{ reason: said.reason, decided: said.decided, v, by: by.personId, at: by.now },
    },
  };
}

/** Writes what lessons pass: each whole. */
export function writePasses(tx: Asker, passes: readonly PassRow[], schoolId: number): Sendable<unknown>[] {
  if (passes.length === 0) return [];
  const rows = passes.flatMap(({ lessonId, groupId, planId, rows: own }) =>
    own.map(([rowId, hours]) => ({ lessonId, groupId, planId, rowId, hours })),
  );
  return [
    tx`insert into lesson_pass as p (school_id, lesson_id, group_id, kind, decided, reason, version, by_id, at)
      select ${schoolId}, r."lessonId", r."groupId", r.how, r.decided, r.reason, r.v, r.by, r.at
      from jsonb_to_recordset(${rowsOf(tx, passes)}) as r ("lessonId" int, "groupId" int, how text, decided boolean,
        reason text, v int, by int, at timestamptz)
      on conflict (school_id, lesson_id) do update set kind = excluded.kind, decided = excluded.decided,
        reason = excluded.reason, version = excluded.version, by_id = excluded.by_id, at = excluded.at`,
    tx`delete from lesson_row w using jsonb_to_recordset(${rowsOf(tx, passes)}) as r ("lessonId" int)
      where w.school_id = ${schoolId} and w.lesson_id = r."lessonId"`,
    ...(rows.length > 0
      ? [
          tx`insert into lesson_row (school_id, lesson_id, plan_id, row_id, group_id, hours)
            select ${schoolId}, r."lessonId", r."planId", r."rowId", r."groupId", r.hours
            from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, "planId" int, "rowId" text, "groupId" int,
              hours smallint)`,
        ]
      : []),
  ];
}
