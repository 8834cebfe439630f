-- What is proposed for collection where a customer's invoices go in together (R262-R264).
alter table companies
    add column transfer_waiting_days smallint not null default 14
        check (transfer_waiting_days between 0 and 365),
    add column transfer_minimum_open numeric(14, 2) not null default 0
        check (transfer_minimum_open >= 0),
    add column transfer_needs_bank_data boolean not null default false;
