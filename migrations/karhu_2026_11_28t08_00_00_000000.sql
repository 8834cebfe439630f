-- Who a company is on paper and to an e-invoice operator; empty where it has not said.
alter table companies
    add column street text not null default '',
    add column postcode text not null default '',
    add column city text not null default '',
    add column phone text not null default '',
    add column website text not null default '',
    add column einvoice_address text not null default '',
    add column einvoice_operator text not null default '';
