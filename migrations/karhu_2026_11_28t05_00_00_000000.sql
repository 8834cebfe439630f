-- channel -> price without VAT, written as text so that no float comes between
alter table companies add column delivery_prices jsonb not null default '{}';

-- both prices or neither, and only on what was sent
alter table dispatches
    add column transaction_price numeric(10, 4),
    add column delivery_price numeric(10, 4),
    add constraint dispatches_metered check (
        (transaction_price is null) = (delivery_price is null)
        and (transaction_price is null or state = 'sent'));

-- what was sent before was sent at the price that the company accepted
update dispatches d
set transaction_price = c.transaction_price, delivery_price = 0
from companies c
where c.id = d.company_id and d.state = 'sent';

create index dispatches_sent on dispatches (company_id, sent_at) where state = 'sent';
