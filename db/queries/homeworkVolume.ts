import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { HomeworkVolumeView, VolumeItem } from '#lib/contract/homeworkVolumeView.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays, dayIn, mondayOf } from '#lib/domain/time.ts';
import { type Actor, can, volumeOf } from '#lib/policy.ts';

/** How far ahead of its lesson homework is weighed in a journal, days. */
const JOURNAL_AHEAD = 21;
/** Homework is given this long before it is due at the most, days: holidays between. */
const GIVEN_BEFORE = 60;

type Span = { from: string; to: string };

/** «Домашние задания» of staff: of the school for deputies and the director, of the own class for a homeroom teacher.
 *  Null for everybody else. `grade`: only this parallel's classes. */
export async function homeworkVolume(
  actor: Actor,
  asked: { from?: string | undefined; to?: string | undefined; grade?: number | undefined } = {},
  db: Sql = sql(),
): Promise<HomeworkVolumeView | null> {
  const of = volumeOf(actor);
  if (of === null) return null;
  return readAs(db, contextOf(actor), (tx) =>
    readVolume(tx, actor, { classId: of === 0 ? null : of, grade: asked.grade ?? null }, (today) => {
      const from = asked.from ?? mondayOf(today);
      return { from, to: asked.to ?? addDays(from, 6) };
    }),
  );
}

/** The same for one group's class, for whoever gives homework in it: from today on. */
export async function volumeForGroup(tx: Tx, actor: Actor, groupId: number): Promise<HomeworkVolumeView | null> {
  if (!can(actor, 'homeworkVolume.read', { of: 'group', groupId })) return null;
  const [group] = await tx<{ classId: number }[]>`select class_id as "classId" from study_group
    where school_id = ${actor.schoolId} and id = ${groupId} and not mixed and kind in ('class', 'subgroup')`;
  if (!group) return null;
  return readVolume(tx, actor, { classId: group.classId, grade: null }, (today) => ({
    from: today,
    to: addDays(today, JOURNAL_AHEAD),
  }));
}

/** Volumes of classes inside a snapshot, on the days that `spanOf` says; the caller has asked the policy. */
export async function readVolume(
  tx: Tx,
  { schoolId }: Actor,
  scope: { classId: number | null; grade: number | null },
  spanOf: (today: string) => Span,
): Promise<HomeworkVolumeView | null> {
  const [school] = await tx<{ now: Date; tz: string; settings: unknown; seq: number }[]>`
    select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
    join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
  if (!school) return null;
  const today = dayIn(school.now, school.tz);
  const { from, to } = spanOf(today);
  const classes = await tx<{ id: number; grade: number; letter: string }[]>`
    select c.id, c.grade, c.letter from academic_year y join class c on c.school_id = y.school_id and c.year_id = y.id
    where y.school_id = ${schoolId} and ${from} between y.starts and y.ends
      ${scope.classId === null ? tx`` : tx`and c.id = ${scope.classId}`}
      ${scope.grade === null ? tx`` : tx`and c.grade = ${scope.grade}`}
    order by c.grade, c.letter collate "ru-x-icu"`;
  const classIds = classes.map((row) => row.id);
  const groups = await tx<(Omit<HomeworkVolumeView['groups'][number], 'teacher'> & { person: PersonName | null })[]>`
    select g.id, g.class_id as "classId", g.subject_id as "subjectId", s.name as subject, g.kind = 'subgroup' or g.mixed as part,
      t.person
    from study_group g join subject s on s.school_id = g.school_id and s.id = g.subject_id
    left join lateral (select json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic',
        p.patronymic) as person from group_teacher gt join person p on p.school_id = gt.school_id and p.id = gt.teacher_id
      where gt.school_id = g.school_id and gt.group_id = g.id and gt.starts <= ${today}
        and (gt.ends is null or gt.ends >= ${today}) order by gt.starts, p.id limit 1) t on true
    where g.school_id = ${schoolId} and g.class_id = any(${classIds}) and g.kind in ('class', 'subgroup')
    order by g.id`;
  const [items, dayOffs] = await Promise.all([
    tx<VolumeItem[]>`
      select l.id as "lessonId", l.group_id as "groupId", l.homework_due_id as "dueId", d.on_date as date,
        l.homework_minutes as minutes, l.homework_v as v
      from lesson l join lesson d on d.school_id = l.school_id and d.id = l.homework_due_id
      where l.school_id = ${schoolId} and l.class_id = any(${classIds}) and l.group_id = any(${groups.map((g) => g.id)})
        and l.on_date between ${addDays(from, -GIVEN_BEFORE)} and ${to} and l.homework_state = 'given'
        and d.on_date between ${from} and ${to}
      order by l.id`,
    tx<HomeworkVolumeView['dayOffs']>`select starts, ends, title, grades, class_ids as "classIds" from day_off
      where school_id = ${schoolId} and starts <= ${to} and ends >= ${addDays(from, -1)} order by starts, id`,
  ]);
  return {
    view: 'homeworkVolume',
    seq: school.seq,
    now: school.now.toISOString(),
    today,
    tz: school.tz,
    from,
    to,
    classes: classes.map((row) => ({ id: row.id, grade: row.grade, label: className(row) })),
    groups: groups.map(({ person, ...group }) => ({ ...group, teacher: person ? shortName(person) : '' })),
    dayOffs: [...dayOffs],
    items: [...items],
    rules: parseSettings(school.settings),
  };
}
