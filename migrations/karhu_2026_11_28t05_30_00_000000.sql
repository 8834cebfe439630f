-- How the final interest was counted, by the terms that held on that day: they may change later.
alter table claims add column interest_final_periods jsonb;

alter table interest_orders
    add constraint interest_orders_state_known check (state in ('open', 'invoiced', 'cancelled')),
    add constraint interest_orders_numbered check ((state = 'invoiced') = (invoice_number is not null)),
    add constraint interest_orders_positive check (total > 0);
create index interest_orders_customer on interest_orders (company_id, customer_id, key);
