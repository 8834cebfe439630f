-- An interest order with its lines.
-- Reads: interest_orders by key. Writes: nothing.
select key, customer_id, currency, total, comment, lines, state, invoice_number, ordered_on
from interest_orders where company_id = $1 and id = $2
