-- A mark's own type, weight, «не учитывать в среднем» and the day a «точка» is due: one field with its own version.
alter table mark
  add column type_id int,                               -- null: the work's
  add column weight int,                                -- hundredths; null: of the own type, else the work's
  add column counted boolean not null default true,     -- false: shown, but in no average
  add column due_on date,                               -- of a «точка»; null: by the school's rule
  add column kind_v int not null default 0,
  add constraint mark_type foreign key (school_id, type_id) references work_type;

-- The directory of work types is edited by the school. An archived type stays where it was used.
alter table work_type
  add column archived boolean not null default false,
  add column version int not null default 1;

-- What a school decides for itself, field by field: two people who change different ones both win.
alter table school add column settings_v jsonb not null default '{}';

-- «Год», «Экзамен», «Итоговая» stand beside quarters and half-years as periods of their own: one of each in a school year.
alter table period drop constraint period_kind_check;
alter table period add constraint period_kind_check check (kind in ('quarter', 'half', 'year', 'exam', 'final'));
insert into period (school_id, year_id, kind, number, starts, ends)
  select y.school_id, y.id, k, 1, y.starts, y.ends from academic_year y cross join unnest(array['year', 'exam', 'final']) k
  on conflict (school_id, year_id, kind, number) do nothing;

alter table period_mark
  alter column value drop not null,                     -- null: taken back (the row keeps its versions)
  add column grounds text;                              -- обоснование, when the mark departs from the average (003 П6 4.8)
create index period_mark_period on period_mark (school_id, group_id, period_id);
