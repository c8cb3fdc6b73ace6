import { childAsked, readStudent, readSubjects } from '#db/queries/diaryStudent.ts';
import { contextOf, readAs, type Sql, setContext, sql, systemContext, type Tx } from '#db/sql.ts';
import type { ProgrammeView } from '#lib/contract/diaryViews.ts';
import { type ProgrammeRow, passedHours, programmeSections } from '#lib/domain/plans/programme.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { type Actor, scopeOfDiaries } from '#lib/policy.ts';

/** Topics that are told ahead, where the school lets families see them. */
const AHEAD = 5;
type PaceRow = { groupId: number; planId: number; total: number; passed: number; unbound: number };

/** «Программа» of one child: how far each of his groups is, and of one subject its sections and the topics passed (000 П2.5).
 *  Null: no such child of this person. */
export async function familyProgramme(
  actor: Actor,
  asked: { studentId?: number | undefined; subjectId?: number | undefined },
  db: Sql = sql(),
): Promise<ProgrammeView | null> {
  const child = childAsked(actor, asked.studentId);
  if (!child || scopeOfDiaries(actor).length === 0) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const head = await readStudent(tx, actor, child.studentId);
    if (!head) return null;
    const { seq, now, today, tz, student, children } = head;
    const [school] = await tx<{ settings: unknown }[]>`select settings from school where school_id = ${schoolId}`;
    const { programmeAhead } = parseSettings(school?.settings);
    const known = await readSubjects(tx, schoolId, child.studentId, today, today);
    const paces = await tx<
      PaceRow[]
    >`select group_id as "groupId", plan_id as "planId", total, passed, unbound from plan_pace
      where school_id = ${schoolId} and group_id = any(${known.flatMap((subject) => subject.groupIds)})`;
    const subjects = known.map((subject) => {
      const pace = paces.find((own) => subject.groupIds.includes(own.groupId));
      return {
        ...subject,
        plan: pace ? { id: pace.planId, groupId: pace.groupId, total: pace.total, passed: passedHours(pace) } : null,
      };
    });
    const chosen = subjects.find((subject) => subject.id === asked.subjectId);
    const unbound = paces.find((pace) => pace.groupId === chosen?.plan?.groupId)?.unbound ?? 0;
    const { id, name, given, className } = student;
    return {
      ...{ view: 'programme', seq, now, today, tz, student: { id, name, given, className }, children, subjects },
      ...{
        programmeAhead,
        chosen: chosen ? await readChosen(tx, schoolId, chosen, { today, programmeAhead, unbound }) : null,
      },
    };
  });
}

async function readChosen(
  tx: Tx,
  schoolId: number,
  { id, groupIds, plan }: ProgrammeView['subjects'][number],
  { today, programmeAhead, unbound }: { today: string; programmeAhead: boolean; unbound: number },
): Promise<ProgrammeView['chosen']> {
  const [passed, rows] = await Promise.all([
    tx<{ lessonId: number; date: string; topic: string }[]>`select id as "lessonId", on_date as date, topic from lesson
      where school_id = ${schoolId} and group_id = any(${groupIds}) and on_date <= ${today} and status = 'planned'
        and topic is not null and starts_at <= (select school_now(${schoolId}::int)) order by on_date desc, number desc, id`,
    plan
      ? tx<ProgrammeRow[]>`select r.kind, r.title, r.hours::int, coalesce(d.done, 0) as done
        from programme_row r left join lateral (select sum(x.hours)::int as done from lesson_row x
          join lesson l on l.school_id = x.school_id and l.id = x.lesson_id and l.status = 'planned' and l.topic is not null
          where x.school_id = r.school_id and x.plan_id = r.plan_id and x.row_id = r.id and x.group_id = r.group_id) d on true
        where r.school_id = ${schoolId} and r.group_id = ${plan.groupId} and r.plan_id = ${plan.id} order by r.position, r.id`
      : [],
  ]);
  const ahead = programmeAhead && plan ? await readAhead(tx, schoolId, plan.groupId, today) : null;
  return { subjectId: id, sections: programmeSections([...rows], unbound), passed: [...passed], ahead };
}

/** Topics of the group's next lessons. Drafts are the school's own until it shows them: from here on this transaction reads as
 *  the school itself, one group's that the family's own rights have just let through. */
async function readAhead(tx: Tx, schoolId: number, groupId: number, today: string) {
  const [, rows] = await Promise.all([
    setContext(tx, systemContext(schoolId)).execute(),
    tx<{ date: string; topic: string }[]>`select l.on_date as date, r.topic
      from lesson_draft d join lesson l on l.school_id = d.school_id and l.id = d.lesson_id and l.on_date >= ${today}
      join plan_row r on r.school_id = d.school_id and r.plan_id = d.plan_id and r.id = d.row_id
      where d.school_id = ${schoolId} and d.group_id = ${groupId} and r.topic <> ''
      order by l.on_date, l.number, l.id, r.position limit ${AHEAD}`,
  ]);
  return [...rows];
}
