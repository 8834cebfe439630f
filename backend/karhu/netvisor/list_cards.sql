-- Customers for a list by key: those that hold a word, have one of the codes, changed since.
-- Reads: customers by their unique key. Writes: nothing.
select c.key, c.name, c.number, c.business_id,
       c.netvisor ->> 'customergroupname' as customer_group_name
from customers c
where c.company_id = $1
  and ($2::text is null
       or strpos(c.name_order, $2) > 0
       or strpos(lower(c.number), $3) > 0
       or strpos(lower(c.business_id), $3) > 0
       or strpos(lower(c.netvisor ->> 'nameextension'), $3) > 0)
  and ($4::timestamptz is null or c.updated_at >= $4)
  and ($5::text[] is null or c.number = any($5))
order by c.key
