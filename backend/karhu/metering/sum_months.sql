-- The letters sent in a span of time, counted and summed by month on the clock of a time zone.
-- Reads: dispatches (dispatches_sent). Writes: nothing.
select to_char(sent_at at time zone $4, 'YYYY-MM') as month, count(*) as count,
       sum(transaction_price + delivery_price) as cost
from dispatches
where company_id = $1 and sent_at >= $2 and sent_at < $3
  and transaction_price is not null
group by month
order by month
