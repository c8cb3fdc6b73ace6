import { type Asked, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  type PassedLesson,
  type PassRow,
  passChange,
  passColumn,
  passJoins,
  writePasses,
} from '#db/commands/passFacts.ts';
import type { Asker } from '#db/sql.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { bindProblem } from '#lib/domain/plans/bind.ts';

type Lesson = PassedLesson & { held: boolean; cancelled: boolean };
type Loaded = { group_id: number; class_id: number; plan_id: number | null; lessons: Lesson[]; known: string[] };

const load = (tx: Asker, asked: readonly Asked<'plan.bind'>[], schoolId: number) => {
  const rows = asked.map(({ input }, n) => ({
    ...{ n, groupId: input.groupId, lessons: input.lessons.map(({ lessonId }) => lessonId) },
  }));
  return tx<(Loaded & { n: number })[]>`
    select q.n, g.id as group_id, g.class_id, fp.plan_id,
      coalesce((select json_agg(json_build_object('lesson_id', l.id, 'group_id', l.group_id, 'class_id', l.class_id,
          'on_date', l.on_date, 'plan_id', pg.plan_id, 'pass', ${passColumn(tx)}, 'held', l.topic is not null,
          'cancelled', l.status = 'cancelled'))
        from unnest(q.lessons) a (id) join lesson l on l.school_id = g.school_id and l.id = a.id and l.group_id = g.id
        ${passJoins(tx)}), '[]') as lessons,
      array(select r.id from plan_row r where r.school_id = g.school_id and r.plan_id = fp.plan_id and r.kind = 'lesson'
        and not r.removed) as known
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as q (n int, "groupId" int, lessons int[])
    join study_group g on g.school_id = ${schoolId} and g.id = q."groupId"
    left join plan_group fp on fp.school_id = g.school_id and fp.group_id = g.id`;
};

/** «Связать проведённые уроки с темами плана»: lessons that were filled before there was a plan pass its rows from now on, all in
 *  one act; without rows they are free again. The topics that were written stay as they are. */
export const bindPlan = defineCommand<'plan.bind', Loaded, PassRow[]>({
  name: 'plan.bind',
  lock: ({ groupId }) => `bind:${groupId}`,
  // Lessons of a whole year: their own commands wait.
  alone: true,
  load,
  // Of no lesson: who substitutes in one of them has no say about the others.
  permission: (_, l, { today }) => ({
    action: 'lesson.write',
    subject: { lessonId: 0, groupId: l.group_id, classId: l.class_id, date: today, written: false },
  }),
  decide({ planId, lessons }, l, { actor, now }) {
    if (l.plan_id !== planId) return refuse('invalid', 'Группа следует другому плану: обновите страницу.');
    if (new Set(lessons.map(({ lessonId }) => lessonId)).size < lessons.length)
      return refuse('invalid', 'Один урок назван дважды: обновите список.');
    const byId = new Map(l.lessons.map((lesson) => [lesson.lesson_id, lesson]));
    const known = new Set(l.known);
    const passes: NonNullable<ReturnType<typeof passChange>>[] = [];
    for (const { lessonId, rows, v } of lessons) {
      const lesson = byId.get(lessonId);
      const { how = null, rows: passed = [], decided = false } = lesson?.pass ?? {};
      // What was decided by rows of another plan says nothing of this one.
      const problem = bindProblem(
        lesson && { ...lesson, how, decided: decided && (how !== 'rows' || passed.length > 0) },
        rows,
        known,
      );
      if (!lesson || problem !== null) return refuse('invalid', problem ?? '');
      const version = lesson.pass?.v ?? 0;
      if (version !== v)
        return refuse('conflict', 'Один из уроков тем временем связал с планом другой человек: обновите список.', {
          current: { value: how, version },
        });
      const said = { how: rows.length > 0 ? ('rows' as const) : null, rows, reason: null, decided: false };
      const change = passChange(lesson, said, { personId: actor.personId, now });
      if (change) passes.push(change);
    }
    const [first, ...others] = passes.map(({ change }) => change);
    if (!first) return { ok: true, unchanged: true };
    return { ok: true, changes: [first, ...others], row: passes.map(({ row }) => row) };
  },
  write: (tx, rows, schoolId) => writePasses(tx, rows.flat(), schoolId),
});
