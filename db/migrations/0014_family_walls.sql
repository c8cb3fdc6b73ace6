-- What families read in tables of groups: of a plan, that of a group the child is in on its day.
drop policy own_rows on control_work;
create policy own_rows on control_work for select using ((select ctx_staff())
  or (state = 'planned' and group_id = any ((select ctx_groups())::int[])
    and exists (select from group_student gs where gs.school_id = control_work.school_id and gs.group_id = control_work.group_id
      and gs.student_id = any ((select ctx_students())::int[]) and gs.starts <= control_work.on_date
      and (gs.ends is null or gs.ends >= control_work.on_date))));
