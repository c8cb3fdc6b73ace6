-- plan_lessons: which lesson passes which row of its group's plan, and how far behind or ahead a group is (003 П4 3.2.4и).

-- What was said of a lesson: the rows it passed (with its topic, or decided before it), «Вставить повторение», «Сдвинуть».
create table lesson_pass (
  school_id int not null,
  lesson_id int not null,
  group_id int not null,
  kind text check (kind in ('rows', 'repeat', 'lost')),  -- null: taken back
  decided boolean not null default false,                -- said by itself; else it came and goes with the topic
  reason text,
  version int not null default 1,
  by_id int not null,
  at timestamptz not null,                               -- school time
  primary key (school_id, lesson_id),
  foreign key (school_id, lesson_id) references lesson,
  foreign key (school_id, by_id) references person
);
create index lesson_pass_group on lesson_pass (school_id, group_id);

-- The rows a lesson passes: several when topics were merged, and how many hours of each.
create table lesson_row (
  school_id int not null,
  lesson_id int not null,
  plan_id int not null,
  row_id text not null,
  group_id int not null,
  hours smallint not null default 1 check (hours between 1 and 40),
  primary key (school_id, lesson_id, plan_id, row_id),
  foreign key (school_id, lesson_id) references lesson,
  foreign key (school_id, plan_id, row_id) references plan_row
);
create index lesson_row_group on lesson_row (school_id, group_id, plan_id);
create index lesson_row_plan on lesson_row (school_id, plan_id, row_id);

-- What lessons are offered that are not filled yet, in topic or homework: a projection, made by plan_redraft alone. No keys to lesson and row:
-- a year of lessons that is derived anew would look each of them up.
create table lesson_draft (
  school_id int not null,
  lesson_id int not null,
  row_id text not null,
  group_id int not null,
  plan_id int not null,
  hour smallint not null,                                -- which hour of the row it is, from 1
  place smallint not null,                               -- which hour of the plan, from 1; 0: decided, whatever its place
  primary key (school_id, group_id, lesson_id, row_id)
);

create index substitution_moved on substitution (school_id, group_id) where kind = 'move';

-- Counters of a group's way through its plan, hours. `lag` stands as of a day; days behind it change it by later_by.
create table plan_pace (
  school_id int not null,
  group_id int not null,
  plan_id int not null,
  total int not null,                                    -- of the plan
  passed int not null,                                   -- of rows passed
  merged int not null,                                   -- won by lessons that passed more than one
  outside int not null,                                  -- lessons used otherwise: repetition, lost
  cancelled int not null,
  unbound int not null,                                  -- filled lessons of which no row is known: they count neither way
  rest int not null,                                     -- hours of the plan that are still to be passed …
  open int not null,                                     -- … and lessons that are left for them
  as_of date not null,
  lag int not null,                                      -- positive: behind
  later_on date[] not null,
  later_by int[] not null,
  drafts_v int not null,                                 -- raised with every change of the group's drafts
  primary key (school_id, group_id),
  foreign key (school_id, group_id) references study_group
);
create index plan_pace_plan on plan_pace (school_id, plan_id);
create index plan_pace_lag on plan_pace (school_id) where lag > 0 or later_by <> '{}';

-- Groups whose drafts are no longer right. Written by triggers, so no writer of rows and lessons can forget it; emptied by
-- plan_redraft, which the write path calls for its events and the end of any transaction calls otherwise.
create table plan_stale (
  school_id int not null,
  group_id int not null,
  primary key (school_id, group_id)
);

-- Statement triggers look at what changed by sets: a year of lessons costs one query. `except` hashes whatever it expects.
create function stale_by_lessons() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into plan_stale select n.school_id, n.group_id from (select distinct school_id, group_id from new_rows) n
      join plan_group g on g.school_id = n.school_id and g.group_id = n.group_id on conflict do nothing;
  elsif tg_op = 'DELETE' then
    insert into plan_stale select o.school_id, o.group_id from (select distinct school_id, group_id from old_rows) o
      join plan_group g on g.school_id = o.school_id and g.group_id = o.group_id on conflict do nothing;
  else
    insert into plan_stale select o.school_id, o.group_id from (
        select distinct school_id, group_id from (
          select school_id, group_id, id, on_date, number, status, topic is null, homework_state is null from old_rows
          except select school_id, group_id, id, on_date, number, status, topic is null, homework_state is null from new_rows) x) o
      join plan_group g on g.school_id = o.school_id and g.group_id = o.group_id on conflict do nothing;
  end if;
  return null;
end $$;
create trigger lesson_added_draft after insert on lesson referencing new table as new_rows
  for each statement execute function stale_by_lessons();
create trigger lesson_changed_draft after update on lesson referencing old table as old_rows new table as new_rows
  for each statement execute function stale_by_lessons();
create trigger lesson_removed_draft after delete on lesson referencing old table as old_rows
  for each statement execute function stale_by_lessons();

create function stale_by_rows() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into plan_stale select g.school_id, g.group_id from (select distinct school_id, plan_id from new_rows) n
      join plan_group g on g.school_id = n.school_id and g.plan_id = n.plan_id on conflict do nothing;
  else
    insert into plan_stale select g.school_id, g.group_id from (
        select distinct school_id, plan_id from (
          select school_id, plan_id, id, position, kind, hours, removed from old_rows
          except select school_id, plan_id, id, position, kind, hours, removed from new_rows) x) n
      join plan_group g on g.school_id = n.school_id and g.plan_id = n.plan_id on conflict do nothing;
  end if;
  return null;
end $$;
create trigger plan_row_added_draft after insert on plan_row referencing new table as new_rows
  for each statement execute function stale_by_rows();
create trigger plan_row_changed_draft after update on plan_row referencing old table as old_rows new table as new_rows
  for each statement execute function stale_by_rows();

-- Of tables that name the group itself: which plan it follows, what was said of its lessons.
create function stale_by_groups() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' then
    insert into plan_stale select distinct school_id, group_id from new_rows on conflict do nothing;
  end if;
  if tg_op <> 'INSERT' then
    insert into plan_stale select distinct school_id, group_id from old_rows on conflict do nothing;
  end if;
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['plan_group', 'lesson_pass', 'lesson_row'] loop
    execute format('create trigger %I after insert on %I referencing new table as new_rows
      for each statement execute function stale_by_groups()', t || '_added_draft', t);
    execute format('create trigger %I after update on %I referencing old table as old_rows new table as new_rows
      for each statement execute function stale_by_groups()', t || '_changed_draft', t);
    execute format('create trigger %I after delete on %I referencing old table as old_rows
      for each statement execute function stale_by_groups()', t || '_removed_draft', t);
  end loop;
end $$;
-- A plan that was approved: from then on the frozen dates are what is due.
create function stale_by_versions() returns trigger language plpgsql as $$
begin
  insert into plan_stale select g.school_id, g.group_id from (select distinct school_id, plan_id from new_rows where kind = 'approved') n
    join plan_group g on g.school_id = n.school_id and g.plan_id = n.plan_id on conflict do nothing;
  return null;
end $$;
create trigger plan_version_added_draft after insert on plan_version referencing new table as new_rows
  for each statement execute function stale_by_versions();

-- Days on which a group's lessons were due when its plan was approved last, one entry a lesson; null: no version says it, and the
-- timetable's own days count.
create function plan_due(school int, plan int, grp int) returns date[] language plpgsql stable as $$
declare days jsonb;
begin
  select v.due -> grp::text into days from plan_version v
    where v.school_id = school and v.plan_id = plan and v.kind = 'approved' and v.due ? grp::text order by v.number desc limit 1;
  if days is null then return null; end if;
  return array(select d::date from jsonb_array_elements_text(days) d);
end $$;

-- Makes the drafts of the stale groups of a school anew, writes only what differs, and the counters with them. `tell`: returns
-- the groups and lessons whose drafts became others, and the groups whose counters did (lesson_id null). By sets: hours and
-- lessons meet in one hash by their number in the queue, so a thousand groups cost no loop.
-- lib/domain/plans/assign.ts and pace.ts say the same of one group; a test compares.
create function plan_redraft(school int, tell boolean default true) returns table (group_id int, lesson_id int)
language plpgsql as $$
#variable_conflict use_column
declare
  groups int[];
  lessons int[];
  owners int[];
  paced int[];
begin
  with gone as (delete from plan_stale s where s.school_id = school returning s.group_id)
    select array_agg(g.group_id) into groups from gone g;
  if groups is null then return; end if;

  with own as materialized (
    select u.id as group_id, g.plan_id, plan_due(school, g.plan_id, u.id) as due from unnest(groups) u(id)
    join plan_group g on g.school_id = school and g.group_id = u.id),
  clock as materialized (select school_today(school) as today),
  -- Every lesson once, with what was said of it and the hours it passes.
  fact as materialized (
    select x.group_id, x.id, max(x.plan_id) as plan_id, max(x.on_date) as on_date, max(x.number) as number,
      bool_or(x.planned) as planned, bool_or(x.unfilled) as unfilled, max(x.kind) as kind, coalesce(sum(x.hours), 0)::int as hours,
      coalesce(max(x.plan_on), max(x.on_date)) as plan_on from (
      select o.group_id, o.plan_id, l.id, l.on_date, l.number, l.status = 'planned' as planned, l.topic is null as unfilled,
        null::text as kind, null::smallint as hours, null::date as plan_on
      from own o join lesson l on l.school_id = school and l.group_id = o.group_id
      union all
      select o.group_id, null, p.lesson_id, null, null, null, null, p.kind, null, null
      from own o join lesson_pass p on p.school_id = school and p.group_id = o.group_id
      union all
      select o.group_id, null, r.lesson_id, null, null, null, null, null, r.hours, null
      from own o join lesson_row r on r.school_id = school and r.group_id = o.group_id and r.plan_id = o.plan_id
      union all
      select o.group_id, null, s.lesson_id, null, null, null, null, null, null, s.was_on
      from own o join substitution s on s.school_id = school and s.group_id = o.group_id and s.kind = 'move') x
    group by 1, 2 having max(x.on_date) is not null),
  -- Hours of rows that held lessons pass: a cancelled one passes nothing.
  done as materialized (
    select o.group_id, o.plan_id, r.lesson_id, r.row_id, r.hours
    from own o join lesson_row r on r.school_id = school and r.group_id = o.group_id and r.plan_id = o.plan_id
    join lesson l on l.school_id = school and l.id = r.lesson_id and l.status = 'planned'),
  row as materialized (
    select x.group_id, x.row_id, max(x.plan_id) as plan_id, max(x.position) as position, max(x.hours) as hours, sum(x.done)::int as done from (
      select o.group_id, o.plan_id, r.id as row_id, r.position, r.hours::int, 0 as done
      from own o join plan_row r on r.school_id = school and r.plan_id = o.plan_id and r.kind = 'lesson' and not r.removed
      union all
      select d.group_id, null, d.row_id, null, null, d.hours from done d) x
    group by 1, 2 having max(x.position) is not null),
  placed as (
    select r.*, (sum(r.hours) over (partition by r.group_id order by r.position, r.row_id) - r.hours)::int as before from row r),
  target as (
    select x.group_id, max(x.plan_id) as plan_id, max(x.lesson_id) as lesson_id, max(x.row_id) as row_id, max(x.hour) as hour,
      max(x.place) as place from (
      select r.group_id, r.plan_id, row_number() over (partition by r.group_id order by r.before + n) as at,
        null::int as lesson_id, r.row_id, n as hour, r.before + n as place
      from placed r cross join lateral generate_series(r.done + 1, r.hours) n
      union all
      select f.group_id, null, row_number() over (partition by f.group_id order by f.on_date, f.number, f.id), f.id, null, null, null
      from fact f where f.planned and f.unfilled and f.hours = 0 and coalesce(f.kind, 'rows') = 'rows') x
    group by x.group_id, x.at having count(x.lesson_id) = 1 and count(x.row_id) = 1
    union all
    -- Decided, or passed already with homework still to be given: the lesson is offered what it passes.
    select d.group_id, d.plan_id, d.lesson_id, d.row_id, 1, 0
    from done d join lesson l on l.school_id = school and l.id = d.lesson_id and (l.topic is null or l.homework_state is null)
    join lesson_pass p on p.school_id = school and p.lesson_id = d.lesson_id and p.kind = 'rows'),
  diff as materialized (
    select x.group_id, x.lesson_id, x.row_id, max(x.plan_id) filter (where x.fresh) as plan_id,
      max(x.hour) filter (where x.fresh) as hour, max(x.place) filter (where x.fresh) as place from (
      select true as fresh, t.group_id, t.plan_id, t.lesson_id, t.row_id, t.hour, t.place from target t
      union all
      select false, d.group_id, d.plan_id, d.lesson_id, d.row_id, d.hour::int, d.place::int from unnest(groups) u(id)
      join lesson_draft d on d.school_id = school and d.group_id = u.id) x
    group by 1, 2, 3
    having (max(x.plan_id) filter (where x.fresh), max(x.hour) filter (where x.fresh), max(x.place) filter (where x.fresh))
      is distinct from (max(x.plan_id) filter (where not x.fresh), max(x.hour) filter (where not x.fresh),
        max(x.place) filter (where not x.fresh))),
  drafted as (
    insert into lesson_draft (school_id, group_id, lesson_id, row_id, plan_id, hour, place)
    select school, d.group_id, d.lesson_id, d.row_id, d.plan_id, d.hour, d.place from diff d where d.hour is not null
    on conflict (school_id, group_id, lesson_id, row_id) do update set plan_id = excluded.plan_id, hour = excluded.hour,
      place = excluded.place),
  undrafted as (
    delete from lesson_draft l using diff d where d.hour is null
      and l.school_id = school and l.group_id = d.group_id and l.lesson_id = d.lesson_id and l.row_id = d.row_id),
  step as (
    select x.group_id, x.day, sum(x.by)::int as by from (
      select o.group_id, d as day, 1 as by from own o cross join lateral unnest(o.due) d
      union all
      select f.group_id, d.day, d.by from fact f join own o on o.group_id = f.group_id
      cross join lateral (values
        (f.plan_on, case when o.due is null then 1 else 0 end),
        (f.on_date, case when not f.planned then 0 when f.hours > 0 then -f.hours when f.kind in ('repeat', 'lost') then 0 else -1 end)
      ) d (day, by)
      -- By the timetable, one hour, not moved: nothing changes.
      where not (o.due is null and f.planned and f.plan_on = f.on_date
        and (f.hours = 1 or f.hours = 0 and coalesce(f.kind, 'rows') = 'rows'))) x
    group by 1, 2 having sum(x.by) <> 0),
  counted as (
    select x.group_id, max(x.plan_id) as plan_id, coalesce(sum(x.total), 0)::int as total, coalesce(sum(x.passed), 0)::int as passed,
      coalesce(sum(x.merged), 0)::int as merged, coalesce(sum(x.outside), 0)::int as outside,
      coalesce(sum(x.cancelled), 0)::int as cancelled, coalesce(sum(x.unbound), 0)::int as unbound,
      coalesce(sum(x.rest), 0)::int as rest, coalesce(sum(x.open), 0)::int as open, coalesce(sum(x.lag), 0)::int as lag,
      coalesce(max(x.later_on), '{}') as later_on, coalesce(max(x.later_by), '{}') as later_by,
      coalesce(sum(x.moved), 0)::int as moved from (
      select o.group_id, o.plan_id, null::bigint as total, null::bigint as passed, null::bigint as merged, null::bigint as outside,
        null::bigint as cancelled, null::bigint as unbound, null::bigint as rest, null::bigint as open, null::bigint as lag,
        null::date[] as later_on, null::int[] as later_by, null::bigint as moved from own o
      union all
      select f.group_id, null, null, sum(f.hours) filter (where f.planned), sum(f.hours - 1) filter (where f.planned and f.hours > 1),
        count(*) filter (where f.planned and f.hours = 0 and f.kind in ('repeat', 'lost')),
        count(*) filter (where not f.planned),
        count(*) filter (where f.planned and f.hours = 0 and coalesce(f.kind, 'rows') = 'rows' and not f.unfilled), null,
        count(*) filter (where f.planned and f.hours = 0 and coalesce(f.kind, 'rows') = 'rows' and f.unfilled), null, null, null, null
      from fact f group by 1
      union all
      select r.group_id, null, sum(r.hours), null, null, null, null, null, sum(greatest(r.hours - r.done, 0)), null, null, null, null, null
      from row r group by 1
      union all
      select s.group_id, null, null, null, null, null, null, null, null, null, sum(s.by) filter (where s.day <= c.today),
        array_agg(s.day order by s.day) filter (where s.day > c.today), array_agg(s.by order by s.day) filter (where s.day > c.today),
        null
      from step s cross join clock c group by 1
      union all
      select d.group_id, null, null, null, null, null, null, null, null, null, null, null, null, count(*) from diff d group by 1) x
    group by 1),
  put as (
    insert into plan_pace as p (school_id, group_id, plan_id, total, passed, merged, outside, cancelled, unbound, rest, open,
      as_of, lag, later_on, later_by, drafts_v)
    select school, f.group_id, f.plan_id, f.total, f.passed, f.merged, f.outside, f.cancelled, f.unbound, f.rest, f.open,
      (select today from clock), f.lag, f.later_on, f.later_by, f.moved
    from counted f where f.plan_id is not null
    on conflict (school_id, group_id) do update set plan_id = excluded.plan_id, total = excluded.total, passed = excluded.passed,
      merged = excluded.merged, outside = excluded.outside, cancelled = excluded.cancelled, unbound = excluded.unbound,
      rest = excluded.rest, open = excluded.open, as_of = excluded.as_of, lag = excluded.lag, later_on = excluded.later_on,
      later_by = excluded.later_by, drafts_v = p.drafts_v + (excluded.drafts_v > 0)::int
    where excluded.drafts_v > 0 or (p.plan_id, p.total, p.passed, p.merged, p.outside, p.cancelled, p.unbound, p.rest, p.open, p.lag, p.later_on, p.later_by)
      is distinct from (excluded.plan_id, excluded.total, excluded.passed, excluded.merged, excluded.outside, excluded.cancelled,
        excluded.unbound, excluded.rest, excluded.open, excluded.lag, excluded.later_on, excluded.later_by)
    returning p.group_id),
  -- A group that follows no plan any more.
  cut as (
    delete from plan_pace p using unnest(groups) u(id) where p.school_id = school and p.group_id = u.id
      and not exists (select from plan_group g where g.school_id = school and g.group_id = u.id)
    returning p.group_id)
  select (select array_agg(d.lesson_id) from diff d where tell), (select array_agg(d.group_id) from diff d where tell),
    (select array_agg(x.group_id) from (select group_id from put union all select group_id from cut) x where tell)
    into lessons, owners, paced;

  if tell then
    return query select distinct o.id, o.lesson from unnest(owners, lessons) as o(id, lesson)
      union all select p.id, null::int from unnest(paced) p(id);
  end if;
end $$;

-- The last resort: whoever changes rows or lessons and does not call it has it called when he commits.
create function plan_redraft_at_end() returns trigger language plpgsql as $$
begin
  if exists (select from plan_stale s where s.school_id = new.school_id) then
    perform plan_redraft(new.school_id, false);
  end if;
  return null;
end $$;
create constraint trigger plan_stale_end after insert on plan_stale deferrable initially deferred
  for each row execute function plan_redraft_at_end();

do $$
declare t text;
begin
  foreach t in array array['lesson_pass', 'lesson_row', 'lesson_draft', 'plan_pace', 'plan_stale'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy school_wall on %I as restrictive using (school_id = ctx_school()) with check (school_id = ctx_school())', t);
    execute format('create policy staff_rows on %I using ((select ctx_staff())) with check ((select ctx_staff()))', t);
  end loop;
  -- A family reads how far its own groups are; reasons and what is still a draft are the school's own matter.
  foreach t in array array['lesson_row', 'plan_pace'] loop
    execute format('create policy own_rows on %I for select using (group_id = any ((select ctx_groups())::int[]))', t);
  end loop;
end $$;
