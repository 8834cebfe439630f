-- The final interest of invoices, and all that waits of customers by currency, in the order of orders.
-- Interest that was counted for another day of settlement than today's is none: it is counted anew.
-- Reads: invoices (primary key, invoices_customer), claims (primary key, claims_interest_final).
-- Writes: nothing.
select i.id as invoice_id, i.number as invoice_number, i.customer_id, i.currency, i.due_on, i.settled_on,
       case when i.settled_on = f.interest_final_on then f.interest_final else 0.00 end as counted,
       f.interest_paid as paid, f.interest_invoiced as invoiced,
       coalesce(f.interest_final_periods, '[]') as periods
from claims f
join invoices i on i.company_id = $1 and i.id = f.invoice_id
where f.company_id = $1
  and (f.invoice_id = any($2::uuid[])
       or f.interest_final > f.interest_paid + f.interest_invoiced
          and i.settled_on = f.interest_final_on
          and (i.customer_id, i.currency) in (select * from unnest($3::uuid[], $4::text[])))
order by i.customer_id, i.currency, i.due_on, i.key
