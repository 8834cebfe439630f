-- Lets messages claim what others claimed that do not go, or not any more: those that claimed become copies.
-- A letter is metered once, to however many it goes: if none of its messages was, and the heir is sent
-- already, it is metered now, as record_receipts.sql would have.
-- Reads: dispatches (dispatches_invoice), companies by key. Writes: dispatches by key.
with given as (
    select n.giver, n.heir, d.fee, d.fee_basis, d.interest, d.interest_until, d.compensation,
           d.claim_before
    from json_to_recordset($2::json) as n (giver uuid, heir uuid)
    join dispatches d on d.company_id = $1 and d.id = n.giver
), gone as (
    update dispatches d
    set is_copy = true, fee = null, fee_basis = null, interest = null, interest_until = null,
        compensation = null, claim_before = null
    from given g
    where d.company_id = $1 and d.id = g.giver
), unmetered as (
    select d.id, c.transaction_price,
           coalesce((c.delivery_prices ->> d.channel)::numeric, 0) as delivery_price
    from given g
    join dispatches d on d.company_id = $1 and d.id = g.heir and d.state = 'sent' and d.leads
        and d.step in ('reminder', 'notice', 'collection_letter')
    join companies c on c.id = $1
    where not exists (
        select from dispatches m
        where m.company_id = $1 and m.invoice_id = d.invoice_id and m.case_id = d.case_id
          and m.step_number = d.step_number and m.round = d.round and m.transaction_price is not null)
)
update dispatches d
set is_copy = false, fee = g.fee, fee_basis = g.fee_basis, interest = g.interest,
    interest_until = g.interest_until, compensation = g.compensation, claim_before = g.claim_before,
    transaction_price = coalesce(d.transaction_price, u.transaction_price),
    delivery_price = coalesce(d.delivery_price, u.delivery_price)
from given g
left join unmetered u on u.id = g.heir
where d.company_id = $1 and d.id = g.heir
