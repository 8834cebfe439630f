-- Lets messages claim what others claimed that do not go, or not any more: those that claimed become copies.
-- The letter was metered once; if it was not, and its heir is sent already, it is now, as record_receipts.sql
-- would have.
-- Reads: companies by key. Writes: dispatches by key.
with given as (
    select n.giver, n.heir, d.fee, d.fee_basis, d.interest, d.interest_until, d.compensation,
           d.claim_before, d.transaction_price
    from json_to_recordset($2::json) as n (giver uuid, heir uuid)
    join dispatches d on d.company_id = $1 and d.id = n.giver
), gone as (
    update dispatches d
    set is_copy = true, fee = null, fee_basis = null, interest = null, interest_until = null,
        compensation = null, claim_before = null
    from given g
    where d.company_id = $1 and d.id = g.giver
)
update dispatches d
set is_copy = false, fee = g.fee, fee_basis = g.fee_basis, interest = g.interest,
    interest_until = g.interest_until, compensation = g.compensation, claim_before = g.claim_before,
    transaction_price = case
        when d.state = 'sent' and d.leads and g.transaction_price is null
             and d.step in ('reminder', 'notice', 'collection_letter') then c.transaction_price end
from given g, companies c
where d.company_id = $1 and d.id = g.heir and c.id = $1
