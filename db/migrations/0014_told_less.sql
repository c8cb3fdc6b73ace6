-- Less is told: of plans to families, of absences to teachers.

-- Families read plans of a group that the child is in on their day.
drop policy own_rows on control_work;
create policy own_rows on control_work for select using ((select ctx_staff())
  or (state = 'planned' and group_id = any ((select ctx_groups())::int[])
    and exists (select from group_student gs where gs.school_id = control_work.school_id and gs.group_id = control_work.group_id
      and gs.student_id = any ((select ctx_students())::int[]) and gs.starts <= control_work.on_date
      and (gs.ends is null or gs.ends >= control_work.on_date))));

-- Documents and reports are numbered together: teachers are told of both by this number and cannot tell one from the other.
create sequence absence_paper as int;
alter table absence_document add column key int not null default nextval('absence_paper');
alter table absence_notice add column key int not null default nextval('absence_paper');

-- Why a teacher is away stands with his absence, which staff alone read; families read the rows of their lessons' substitutes.
alter table substitution drop column reason;
