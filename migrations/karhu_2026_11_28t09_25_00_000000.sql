-- Operators and mail servers name what went out by its id alone.
create index first_dispatches_id on first_dispatches (id);
