-- Whether a mail brings copies of the invoices that it is about.
alter table companies add column attaches_invoice_copy boolean not null default false;
