-- The holds that bear on each invoice: its own, those of plans that are about it, its customer's.
-- They are few, so both sets are read once and hashed, and where few invoices are asked for only
-- those of their customers. Expects invoices i; gives hi and hc.
left join (
    select about.invoice_id, string_agg(about.held, ',') as holds
    from (
        select coalesce(p.invoice_id, h.invoice_id) as invoice_id, {held} as held
        from holds h
        left join held_invoices p on p.company_id = $1 and p.hold_id = h.id
        where h.company_id = $1 and (h.state = 'active' or h.kind = 'payment_plan')
          and (h.scope = 'invoice' or h.kind = 'payment_plan') {whose}
    ) about
    group by about.invoice_id
) hi on hi.invoice_id = i.id
left join (
    select h.customer_id, string_agg({held}, ',') as holds
    from holds h
    where h.company_id = $1 and h.state = 'active' and h.scope = 'customer'
      and h.kind <> 'payment_plan' {whose}
    group by h.customer_id
) hc on hc.customer_id = i.customer_id
