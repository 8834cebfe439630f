-- Lets proposed messages go when the undo window from now has passed, each with the claim before it.
-- A possession warning goes only if it is named: nobody lets it go by letting all go.
-- Reads: companies, claims by key. Writes: dispatches.
update dispatches d
set state = 'queued', send_after = $3::timestamptz + make_interval(mins => c.undo_window_minutes),
    claim_before = case when d.fee is not null or d.interest is not null then (
        select jsonb_build_object('fee', f.fee::text, 'fee_basis', f.fee_basis,
                                  'fee_dispatch_id', f.fee_dispatch_id, 'fee_count', f.fee_count,
                                  'interest', f.interest::text, 'interest_until', f.interest_until,
                                  'interest_dispatch_id', f.interest_dispatch_id,
                                  'compensation', f.compensation::text)
        from claims f where f.company_id = $1 and f.invoice_id = d.invoice_id) end
from companies c
where d.company_id = $1 and c.id = $1 and d.state = 'proposed'
  and ($2::uuid[] is null and d.step <> 'possession_warning' or d.id = any($2))
returning d.*
