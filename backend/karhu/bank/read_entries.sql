-- A page of the entries that a file was the first to tell of, in the file's order; what was booked
-- is matched when nothing of its payment waits.
-- Reads: bank_entries (unique bank_file_id, ordinal), payments (primary key). Writes: nothing.
with shown as not materialized (
    select e.*, p.unallocated,
           case when p.id is null then e.state
                when p.unallocated = 0 then 'matched'
                else 'unallocated' end as shown_state
    from bank_entries e
    left join payments p on p.company_id = $1 and p.id = e.payment_id
    where e.company_id = $1 and e.bank_file_id = $2
),
matching as not materialized (
    select *
    from shown
    where ($3::text is null or shown_state = $3)
      and ($7::text is null
           or strpos(lower(payer), $7) > 0
           or strpos(reference, upper($7)) > 0
           or strpos(lower(text), $7) > 0)
)
select m.id, m.ordinal, m.account, m.currency, m.amount, m.booked_on, m.valued_on, m.paid_on,
       m.reference, m.text, m.payer, m.entry_ref, m.tx_ref, m.shown_state as state, m.cause,
       m.is_reversal, m.payment_id, m.unallocated,
       case when $6 then (select count(*) from matching) end as total_count
from matching m
where $4::integer is null or m.ordinal > $4
order by m.ordinal
limit $5
