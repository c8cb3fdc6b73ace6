-- The walls of 0001, said so that the planner understands them. A function in a policy was taken for a condition that
-- hardly any row passes: joins of nine tables were planned for one row and run over products of small tables. As a
-- sub-select it is asked once a statement and taken for an even chance. Reading and writing have policies of their own,
-- so that nothing is asked twice.
do $$
declare
  t text;
  p text;
  staff text := '(select ctx_staff())';
  own_student text := 'student_id = any ((select ctx_students())::int[])';
  own_group text := 'group_id = any ((select ctx_groups())::int[])';
begin
  for t, p in select tablename, policyname from pg_policies where schemaname = 'public' and permissive = 'PERMISSIVE'
    and tablename not in ('school', 'school_log_head')
  loop
    execute format('drop policy %I on %I', p, t);
  end loop;
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity
             and c.relname not in ('school', 'school_log_head')
  loop
    if t in ('mark', 'attendance', 'period_mark', 'enrolment', 'guardian', 'consent', 'group_student') then
      execute format('create policy own_rows on %I for select using (%s or %s)', t, staff, own_student);
    elsif t in ('lesson', 'work') then
      execute format('create policy own_rows on %I for select using (%s or %s)', t, staff, own_group);
    elsif t in ('school_log', 'school_log_payload', 'filling', 'remark') then
      execute format('create policy staff_reads on %I for select using (%s)', t, staff);
    elsif t = 'homework_done' then
      execute format('create policy own_rows on %I using (%s or %s)', t, staff, own_student);
      continue;
    elsif t = 'mark_note' then
      execute format('create policy own_rows on %I using (%s and (author_id = (select ctx_person()) or (select ctx_person()) is null))', t, staff);
      continue;
    elsif t = 'command' then
      -- 0: members of staff whose commands share a batch, asked about together.
      execute format('create policy own_rows on %I using (coalesce((select ctx_person()), 0) = 0 or actor_id = (select ctx_person())) with check (true)', t);
      continue;
    else
      execute format('create policy all_rows on %I for select using (true)', t);
    end if;
    -- Families read their own rows and write none of the school's: staff and the system do.
    execute format('create policy staff_inserts on %I for insert with check (%s)', t, staff);
    continue when t in ('school_log', 'school_log_payload');
    execute format('create policy staff_updates on %I for update using (%s) with check (%s)', t, staff, staff);
    execute format('create policy staff_deletes on %I for delete using (%s)', t, staff);
  end loop;
end $$;
