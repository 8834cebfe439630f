alter table companies add column interest_starts_on date;

-- A person gave up the interest of an invoice, and the compensation: none is claimed any more.
alter table claims add column interest_is_waived boolean not null default false;
