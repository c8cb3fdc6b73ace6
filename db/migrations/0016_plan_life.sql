-- The life of a plan: what approval freezes, sittings of its authors, how remarks are settled.
alter table plan_version add column due jsonb;       -- kind approved: group → days of its lessons as the timetable stood then, in order
alter table plan add column sitting jsonb;           -- who has been typing since when (lib/domain/plans/life.ts); null: nobody yet
alter table plan_remark add column settled_at timestamptz;
alter table plan_remark add foreign key (school_id, settled_by) references person;
alter table plan_remark add foreign key (school_id, parent_id) references plan_remark;
create index plan_remark_answers on plan_remark (school_id, parent_id);
