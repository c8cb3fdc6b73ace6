-- plan_append: changes of a document are appended by one statement, and families read of a plan what «Программа» shows.

-- Appends updates to a plan's document and returns the seq of the last one; null, and nothing is written: there is no such plan, or
-- its document is not at `expected`. A transaction of its own, as the system of this school: whoever has a context already must not
-- come out of it with a wider one. The update of the plan's row takes its lock, and after a wait it looks at the row anew: seqs
-- have no gaps.
create function plan_append(school int, plan int, expected int, updates text[], authors int[]) returns int language plpgsql as $$
declare
  many int := cardinality(updates);
  last int;
begin
  if coalesce(current_setting('zvonok.school', true), '') <> '' then
    raise exception 'plan_append is a transaction of its own';
  end if;
  perform set_config('zvonok.school', school::text, true), set_config('zvonok.students', '*', true);
  update plan p set seq = p.seq + many where p.school_id = school and p.id = plan and (expected is null or p.seq = expected)
    returning p.seq into last;
  if last is not null then
    insert into plan_update (school_id, plan_id, seq, bytes, author_id)
    select school, plan, last - many + u.nth, decode(u.bytes, 'hex'), u.author
    from unnest(updates, authors) with ordinality as u(bytes, author, nth);
  end if;
  return last;
end $$;

-- A plan's rows hold homework and notes of lessons that are still to come: families read none of them, but sections by their
-- titles and lessons by their hours, of plans that their own groups follow. Read by its owner, who may be held to the policies;
-- two tables, so that nobody writes through it.
drop policy own_rows on plan_row;
create policy own_programme on plan_row for select to current_user using (exists (select from plan_group g
  where g.school_id = plan_row.school_id and g.plan_id = plan_row.plan_id and g.group_id = any ((select ctx_groups())::int[])));
create view programme_row with (security_barrier) as
  select g.school_id, g.group_id, r.plan_id, r.id, r.position, r.kind, case when r.kind = 'section' then r.topic else '' end as title, r.hours
  from plan_group g join plan_row r on r.school_id = g.school_id and r.plan_id = g.plan_id and not r.removed
  where g.school_id = ctx_school() and ((select ctx_staff()) or g.group_id = any ((select ctx_groups())::int[]));
