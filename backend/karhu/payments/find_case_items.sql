-- The collection cases that payments name by their references, each with the invoices inside it. A
-- closed case has none: nothing is allocated to it any more (R318).
-- Reads: cases (cases_reference), case_items by key. Writes: nothing.
select k.reference_key, k.state <> 'closed' as is_open,
       array(select t.invoice_id from case_items t
             where t.company_id = $1 and t.case_id = k.id and t.left_on is null
               and k.state <> 'closed') as invoice_ids
from cases k
where k.company_id = $1 and k.reference_key = any($2::text[])
