alter table companies add column interest_starts_on date;
