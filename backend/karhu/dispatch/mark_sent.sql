-- Takes a person's word that a message arrived, and meters it as record_receipts.sql does.
-- Reads: companies by key. Writes: dispatches by key.
update dispatches d
set state = 'sent', sent_at = $3, failure_code = null,
    transaction_price = case
        when d.leads and not d.is_copy and d.step in ('reminder', 'notice', 'collection_letter') then c.transaction_price end,
    delivery_price = case
        when d.leads and not d.is_copy and d.step in ('reminder', 'notice', 'collection_letter')
        then coalesce((c.delivery_prices ->> d.channel)::numeric, 0) end
from companies c
where d.company_id = $1 and d.id = $2 and c.id = $1
