-- Homework with links and a due lesson of choice; kinds of groups.

-- «Ссылки» of a homework: [{"url", "title"}], a part of the homework's own field and version.
alter table lesson add column homework_links jsonb not null default '[]';

-- Kinds of groups (001 1.4.1): a class's subject, its subgroup, and what is journaled beside the class.
alter table study_group add column kind text not null default 'class' check (kind in
  ('class', 'subgroup', 'extracurricular', 'elective', 'consultation', 'individual', 'family'));
update study_group set kind = 'subgroup' where name <> '';
-- A group whose students come from several classes: class_id is the leading class, by which it stands in lists and in the
-- timetable. It belongs to no homeroom teacher: a reason of absence must not be read by another class's. Copied onto the
-- lesson, as the other facts of the group are.
alter table study_group add column mixed boolean not null default false;
alter table lesson add column mixed boolean not null default false;
