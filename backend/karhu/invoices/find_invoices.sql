-- Finds invoices by id, external id or number, in the order of invoice.Invoice.
-- Reads: invoices (primary key, invoices_external, invoices_number), cases (cases_invoice), case_items,
-- allocations (allocations_invoice), invoice_items, first_dispatches (first_dispatches_once).
-- Writes: nothing.
select id, key, external_id, number, kind, customer_id, trade_name, source, currency, total, open,
       invoice_on, due_on, sent_on, received_on, reference, reference_key, original_invoice_id,
       reminds_automatically, has_payment_plan, promised_on, disputed_since, is_in_sending,
       is_at_agency, financing, reminded_on, noticed_on, collected_on, settled_on,
       dispatches_automatically,
       (select items from invoice_items where company_id = $1 and invoice_id = i.id) as items,
       exists (select from first_dispatches where company_id = $1 and invoice_id = i.id
               and what = 'invoice' and state = 'sent') as went_out,
       exists (select from cases where company_id = $1 and invoice_id = i.id)
           or exists (select from case_items where company_id = $1 and invoice_id = i.id) as has_case,
       exists (select from allocations where company_id = $1 and invoice_id = i.id) as has_payments
from invoices i
where company_id = $1 and id in (
    select unnest($2::uuid[])
    union select id from invoices where company_id = $1 and external_id = any($3::text[])
    union select id from invoices where company_id = $1 and number = any($4::text[])
)
