-- Two people who change one rule of the bells at once are told of each other.
alter table bell_plan add column version int not null default 1;
