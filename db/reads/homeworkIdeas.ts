import { defineRead } from '#db/reads/read.ts';
import type { HomeworkIdeas, ParallelTarget } from '#lib/contract/reads.ts';
import { COMING_LESSONS } from '#lib/domain/homework.ts';
import { groupName } from '#lib/domain/people.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import { addDays } from '#lib/domain/time.ts';
import { can, holds } from '#lib/policy.ts';

/** «Последние свои»: how many, and how far back they are looked for. */
const LAST = 5;
const LAST_DAYS = 60;
/** Days before and after a lesson in which a parallel group has its own. */
const AROUND_DAYS = 14;

type Lesson = { groupId: number; classId: number; date: string; number: number; subjectId: number; grade: number };
type Parallel = { id: number; grade: number; letter: string; subject: string; name: string };
type Target = ParallelTarget & { groupId: number; state: 'given' | 'none' | null; text: string | null };
type Last = {
  lessonId: number;
  grade: number;
  letter: string;
  date: string;
  text: string;
  minutes: number | null;
  links: HomeworkLink[];
};

/** What helps to give homework at a lesson, for whoever writes its record. Parallel groups are one's own only. */
export const homeworkIdeas = defineRead(
  'homework.ideas',
  async (tx, actor, { lessonId }): Promise<HomeworkIdeas | null> => {
    const { schoolId } = actor;
    const [lesson] = await tx<
      Lesson[]
    >`select l.group_id as "groupId", case when l.mixed then 0 else l.class_id end as "classId",
      l.on_date as date, l.number, l.subject_id as "subjectId", c.grade
    from lesson l join class c on c.school_id = l.school_id and c.id = l.class_id
    where l.school_id = ${schoolId} and l.id = ${lessonId}`;
    if (!lesson || !can(actor, 'lesson.write', { ...lesson, lessonId })) return null;
    const own = actor.teaches.filter((t) => holds(t, actor.today)).map((t) => t.groupId);
    const [coming, groups] = await Promise.all([
      tx<HomeworkIdeas['coming']>`select id, on_date as date, number from lesson
      where school_id = ${schoolId} and group_id = ${lesson.groupId} and status = 'planned'
        and (on_date, number) > (${lesson.date}::date, ${lesson.number}::smallint)
      order by on_date, number limit ${COMING_LESSONS}`,
      tx<Parallel[]>`select g.id, c.grade, c.letter, s.name as subject, g.name from study_group g
      join class c on c.school_id = g.school_id and c.id = g.class_id
      join subject s on s.school_id = g.school_id and s.id = g.subject_id
      where g.school_id = ${schoolId} and g.id = any(${own}) and g.subject_id = ${lesson.subjectId} and c.grade = ${lesson.grade}
      order by c.letter, g.name, g.id`,
    ]);
    const ids = groups.map((group) => group.id);
    const others = ids.filter((id) => id !== lesson.groupId);
    const [targets, last] = await Promise.all([
      tx<
        Target[]
      >`select l.group_id as "groupId", l.id, l.on_date as date, l.number, l.topic, l.homework_state as state,
        l.homework as text, l.homework_v as v
      from lesson l join class c on c.school_id = l.school_id and c.id = l.class_id
      left join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
        and l.on_date between p.starts and p.ends
      where l.school_id = ${schoolId} and l.group_id = any(${others}) and l.status = 'planned' and p.closed_at is null
        and l.on_date between ${addDays(lesson.date, -AROUND_DAYS)} and ${addDays(lesson.date, AROUND_DAYS)}
      order by l.on_date, l.number`,
      tx<Last[]>`select "lessonId", grade, letter, date, text, minutes, links from (
        select distinct on (l.homework) l.id as "lessonId", c.grade, c.letter, l.on_date as date, l.homework as text,
          l.homework_minutes as minutes, l.homework_links as links
        from lesson l join class c on c.school_id = l.school_id and c.id = l.class_id
        where l.school_id = ${schoolId} and l.group_id = any(${[...ids, lesson.groupId]}) and l.homework_state = 'given'
          and l.on_date between ${addDays(lesson.date, -LAST_DAYS)} and ${addDays(lesson.date, AROUND_DAYS)}
          and l.id <> ${lessonId}
        order by l.homework, l.on_date desc, l.id desc) x
      order by date desc, "lessonId" desc limit ${LAST}`,
    ]);
    return {
      coming: [...coming],
      last: last.map(({ grade, letter, ...rest }) => ({ ...rest, className: `${grade}${letter}` })),
      parallels: groups
        .filter((group) => group.id !== lesson.groupId)
        .map((group) => ({
          groupId: group.id,
          label: groupName(group),
          lessons: targets
            .filter((target) => target.groupId === group.id)
            .map(({ id, date, number, topic, state, text, v }) => ({
              ...{ id, date, number, topic, v },
              homework: state === null ? null : { state, text },
            })),
        })),
    };
  },
);
