-- Records what the channel answered, for as long as this worker holds the messages, or nobody does:
-- a worker that was only slow still knows what became of its letters. A letter that was sent is
-- metered at the prices of this moment, as in mark_sent.sql, once to however many recipients it goes;
-- one that goes later is written anew.
-- Reads: companies by key, dispatches (dispatches_invoice). Writes: dispatches, letters.
with answered as (
    update dispatches d
    set state = n.state, receipt = n.receipt, failure_code = n.failure_code, failure = n.failure,
        sent_at = case when n.state = 'sent' then $3::timestamptz end,
        send_after = coalesce(n.send_after, d.send_after),
        letter_id = case when n.state = 'queued' then null else d.letter_id end,
        lease_token = null, lease_until = null,
        transaction_price = case when n.state = 'sent'
            and d.leads and not d.is_copy and d.step in ('reminder', 'notice', 'collection_letter')
            and n.is_unmetered then c.transaction_price end,
        delivery_price = case when n.state = 'sent'
            and d.leads and not d.is_copy and d.step in ('reminder', 'notice', 'collection_letter')
            and n.is_unmetered then coalesce((c.delivery_prices ->> d.channel)::numeric, 0) end
    from companies c, (
        select n.*, not exists (
            select from dispatches o
            join dispatches m on m.company_id = $1 and m.invoice_id = o.invoice_id
                and m.case_id = o.case_id and m.step_number = o.step_number and m.round = o.round
            where o.company_id = $1 and o.id = n.id and o.is_collective
              and m.transaction_price is not null) as is_unmetered
        from json_to_recordset($4::json) as n (
            id uuid, letter_id uuid, state text, receipt text, failure_code text, failure text,
            send_after timestamptz)
    ) n
    where d.company_id = $1 and d.id = n.id and d.lease_token = $2
      and d.state in ('sending', 'unknown') and c.id = $1
    returning d.id, n.state, n.letter_id
), unsent as (
    delete from letters l using answered a
    where a.state = 'queued' and l.company_id = $1 and l.id = a.letter_id
)
select id from answered
