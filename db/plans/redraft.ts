import type { Change } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { Changed } from '#db/waves.ts';
import type { SchoolEvent } from '#lib/contract/events.ts';
import type { LessonDraft } from '#lib/domain/plans/drafts.ts';
import type { Pace } from '#lib/domain/plans/pace.ts';

/** Drafts and counters after a batch: made anew by the database (plan_redraft), told by events of the command that moved them. A
 *  command that is not listed here loses nothing but the event: the commit itself makes the drafts anew. */

/** Lessons of one event; a journal that shows what lies further ahead reads it anew. */
const TOLD = 40;

/** Whether drafts may be others after this. Where lessons are derived anew everything is read anew, and nothing is told. */
function movesDrafts(event: SchoolEvent): boolean {
  switch (event.name) {
    case 'lesson.recorded':
      return event.data.change.field === 'topic' || event.data.change.field === 'homework';
    case 'lesson.changed':
      return (
        event.data.date !== event.data.from.date ||
        event.data.number !== event.data.from.number ||
        event.data.status !== event.data.from.status
      );
    case 'lesson.passed':
    case 'plan.rows':
    case 'plan.changed':
      return true;
    default:
      return false;
  }
}

type Told = {
  groupId: number;
  classId: number;
  planId: number | null;
  subject: string;
  name: string;
  v: number;
  lessons: { lessonId: number; date: string; draft: LessonDraft | null }[];
  drafted: boolean;
  paced: boolean;
  pace: Pace | null;
};

/** The batch's changes with the events of drafts and counters behind those that moved them. */
export async function withDrafts(tx: Asker, schoolId: number, changed: Changed[]): Promise<Changed[]> {
  if (!changed.some(({ decision }) => decision.changes.some(({ event }) => movesDrafts(event)))) return changed;
  const told = await readTold(tx, schoolId);
  const next = [...changed];
  for (const group of told) {
    const at = moverOf(changed, group.groupId);
    const mover = next[at];
    if (!mover) continue;
    const [first, ...others] = mover.decision.changes;
    const changes: [Change, ...Change[]] = [first, ...others, ...changesOf(group)];
    next[at] = { ...mover, decision: { ...mover.decision, changes } };
  }
  return next;
}

/** The last command of the batch that speaks of the group, or else that moves any drafts. */
function moverOf(changed: readonly Changed[], groupId: number): number {
  const speaks = ({ data }: SchoolEvent): boolean =>
    ('groupId' in data && data.groupId === groupId) || ('groupIds' in data && data.groupIds.includes(groupId));
  const moving = (which: (event: SchoolEvent) => boolean) =>
    changed.findLastIndex(({ decision }) => decision.changes.some(({ event }) => movesDrafts(event) && which(event)));
  const own = moving(speaks);
  return own >= 0 ? own : moving(() => true);
}

function changesOf({ groupId, classId, planId, subject, name, v, lessons, drafted, paced, pace }: Told): Change[] {
  const shown = lessons.slice(0, TOLD);
  const until = lessons[TOLD]?.date ?? null;
  const change = (event: SchoolEvent, object: string): Change => ({ event, object, base: 0, version: 0, before: null });
  return [
    // A plan that has nothing to offer yet is told too: the journal names it.
    ...(drafted || planId === null || v === 0
      ? [
          change(
            {
              name: 'plan.drafts',
              data: {
                ...{ groupId, classId, planId, until, v },
                lessons: shown.map(({ lessonId, draft }) => ({ lessonId, draft })),
              },
            },
            `drafts:${groupId}`,
          ),
        ]
      : []),
    ...(paced
      ? [change({ name: 'plan.paced', data: { groupId, classId, planId, subject, name, pace } }, `pace:${groupId}`)]
      : []),
  ];
}

/** What is told of lessons that are not filled: of those that have just been, their record tells. */
async function readTold(tx: Asker, schoolId: number): Promise<Told[]> {
  const moved = await tx<{ groupId: number; lessonId: number | null }[]>`
    select group_id as "groupId", lesson_id as "lessonId" from plan_redraft(${schoolId})`;
  if (moved.length === 0) return [];
  const groupIds = [...new Set(moved.map((row) => row.groupId))];
  const lessonIds = moved.flatMap(({ lessonId }) => (lessonId === null ? [] : [lessonId]));
  const paced = new Set(moved.flatMap((row) => (row.lessonId === null ? [row.groupId] : [])));
  const drafted = new Set(moved.flatMap((row) => (row.lessonId === null ? [] : [row.groupId])));
  const rows = await tx<Omit<Told, 'drafted' | 'paced'>[]>`
    select g.id as "groupId", g.class_id as "classId", pg.plan_id as "planId", s.short as subject, g.name,
      coalesce(p.drafts_v, 0) as v, coalesce(x.lessons, '[]') as lessons,
      case when p.group_id is not null then json_build_object('lag', p.lag, 'total', p.total, 'passed', p.passed, 'merged', p.merged,
        'outside', p.outside, 'cancelled', p.cancelled, 'unbound', p.unbound, 'rest', p.rest, 'open', p.open) end as pace
    from unnest(${groupIds}::int[]) q(id)
    join study_group g on g.school_id = ${schoolId} and g.id = q.id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    left join plan_group pg on pg.school_id = g.school_id and pg.group_id = g.id
    left join plan_pace p on p.school_id = g.school_id and p.group_id = g.id
    left join lateral (select json_agg(y order by y.date, y.number) as lessons from (
      select l.id as "lessonId", l.on_date as date, l.number, ${draftColumn(tx)} as draft
      from unnest(${lessonIds}::int[]) u(id) join lesson l on l.school_id = g.school_id and l.id = u.id and l.group_id = g.id
        and l.status = 'planned' and (l.topic is null or l.homework_state is null)
      order by l.on_date, l.number limit ${TOLD + 1}) y) x on true
    order by g.id`;
  return rows.map((row) => ({ ...row, drafted: drafted.has(row.groupId), paced: paced.has(row.groupId) }));
}

/** LessonDraft of a lesson l that is not filled; null when the plan has nothing for it. */
export const draftColumn = (tx: Asker) => tx`(
  select json_build_object('rows', json_agg(json_build_object('id', r.id, 'hour', d.hour, 'of', r.hours, 'place', d.place,
    'topic', r.topic, 'homework', r.homework, 'type', r.type) order by r.position, r.id))
  from lesson_draft d join plan_row r on r.school_id = d.school_id and r.plan_id = d.plan_id and r.id = d.row_id
  where d.school_id = l.school_id and d.group_id = l.group_id and d.lesson_id = l.id having count(*) > 0)`;
