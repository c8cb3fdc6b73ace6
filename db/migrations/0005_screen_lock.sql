-- A locked screen is a state of the session, not of the browser: who deletes a cookie opens nothing.
alter table session add column locked boolean not null default false;
