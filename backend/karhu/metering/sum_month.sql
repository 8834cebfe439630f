-- The letters sent in a span of time, counted by kind, channel and the prices they were sent at.
-- Reads: dispatches (dispatches_sent). Writes: nothing.
select step, channel, transaction_price, delivery_price, count(*) as count
from dispatches
where company_id = $1 and sent_at >= $2 and sent_at < $3
  and transaction_price is not null
group by step, channel, transaction_price, delivery_price
order by array_position(array['reminder', 'notice', 'collection_letter'], step), channel,
         transaction_price, delivery_price
