import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { type WeekFacts, weekFacts } from '#db/timetable/facts.ts';
import { replaceStatements } from '#db/timetable/replace.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { enforceProblem, reportOf } from '#lib/domain/draftWeek.ts';

type Loaded = WeekFacts & {
  id: number;
  title: string;
  starts: string;
  state: string;
  version: number;
  last_day: string | null;
  year_starts: string;
  timetable_v: number;
};
type Row = { versionId: number; from: string; by: number };

/** «Ввести в действие»: a draft becomes the timetable from a day on, and the lessons of the rest of the year follow. What has
 *  been taught, attended or changed by a substitution stays. */
export const enforceTimetable = defineCommand<'timetable.enforce', Loaded, Row>({
  name: 'timetable.enforce',
  lock: () => 'timetable',
  alone: true,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, v.id, v.title, v.starts, v.state, v.version, y.starts as year_starts, s.timetable_v,
      ${weekFacts(tx, tx`q."from"`)},
      (select max(p.ends) from period p where p.school_id = v.school_id and p.year_id = v.year_id
        and p.kind in ('quarter', 'half')) as last_day
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input: { versionId, from } }, n) => ({ n, versionId, from })),
    )}) as q (n int, "versionId" int, "from" date)
    join timetable_version v on v.school_id = ${schoolId} and v.id = q."versionId"
    join academic_year y on y.school_id = v.school_id and y.id = v.year_id
    join school s on s.school_id = v.school_id`,
  permission: 'timetable.write',
  decide({ versionId, from, despite }, l, { actor, today, settings }) {
    if (l.state !== 'draft') return refuse('closed', 'Это расписание уже вводилось в действие.');
    if (from < today) return refuse('invalid', 'Ввести в действие можно с сегодняшнего дня или позже.');
    if (l.last_day === null || from > l.last_day || from < l.year_starts)
      return refuse('invalid', 'Этот день вне уроков учебного года: выберите день до их конца.');
    const slots = l.slots.filter((slot) => !slot.gone);
    if (slots.length === 0) return refuse('invalid', 'В черновике нет ни одного урока.');
    const report = reportOf({ ...l, from }, slots);
    const problem = enforceProblem(report, despite, settings.ceilings);
    // Somebody has changed the draft, or the bells of this day ring otherwise: the person is told what he has not seen.
    if (problem && report.clashes > despite)
      return refuse('conflict', problem, { current: { value: report.clashes, version: l.version } });
    if (problem) return refuse('invalid', problem);
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'timetable.versioned',
            data: { versionId, title: l.title, starts: from, state: 'current' },
          },
          object: `timetable:${versionId}`,
          base: l.version,
          version: l.version + 1,
          before: l.state,
        },
        {
          event: { name: 'timetable.changed', data: { from, classIds: null, versionId, v: l.timetable_v + 1 } },
          object: 'timetable',
          base: l.timetable_v,
          version: l.timetable_v + 1,
          before: null,
        },
      ],
      row: { versionId, from, by: actor.personId },
    };
  },
  write: (tx, rows, schoolId) =>
    rows.flatMap(({ versionId, from, by }) => {
      const { before, derive, after } = replaceStatements(tx, { schoolId, versionId, from, source: { by } });
      return [...before, derive, ...after];
    }),
});
