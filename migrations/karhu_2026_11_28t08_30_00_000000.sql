-- When a case's collection letter and its possession warning were sent.
alter table cases add column collection_sent_on date;
alter table cases add column warning_sent_on date;
