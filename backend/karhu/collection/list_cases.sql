-- A page of the cases of all that customers owe, by the customer's name, or the one that is named; with
-- what is open in each and its last letter.
-- Reads: cases (cases_one_a_customer, cases_customer), customers, rules, case_items, invoices, claims by
-- key, dispatches (dispatches_once), companies. Writes: nothing.
select k.id, k.state, k.customer_id, k.rule_id, k.rule_version, k.currency, k.reference,
       k.reference_key, k.opened_on, k.closed_on, k.close_reason, k.step_number,
       c.name as customer_name, c.name_order, c.email, c.language, r.name as rule_name,
       coalesce(w.open, 0) as open, coalesce(w.costs_open, 0) as costs_open,
       coalesce(w.invoice_count, 0) as invoice_count,
       l.step as last_step, l.state as last_state, l.pay_by_on as last_pay_by_on,
       coalesce((l.sent_at at time zone m.time_zone)::date, l.decided_on) as last_on
from cases k
join companies m on m.id = $1
join customers c on c.company_id = $1 and c.id = k.customer_id
join rules r on r.company_id = $1 and r.id = k.rule_id
left join lateral (
    select sum(i.open) as open,
           sum(f.fee - f.fee_paid + f.interest - f.interest_paid
               + f.compensation - f.compensation_paid) as costs_open,
           count(*) filter (where i.open <> 0) as invoice_count
    from case_items t
    join invoices i on i.company_id = $1 and i.id = t.invoice_id
    left join claims f on f.company_id = $1 and f.invoice_id = i.id
    where t.company_id = $1 and t.case_id = k.id and t.left_on is null
) w on true
left join lateral (
    select d.step, d.state, d.pay_by_on, d.sent_at, d.decided_on
    from dispatches d
    where d.company_id = $1 and d.case_id = k.id and d.leads and d.state <> 'cancelled'
    order by d.id desc limit 1
) l on true
where k.company_id = $1 and k.scope = 'customer'
  and ($2::uuid is null or k.id = $2)
  and ($3::text is null or (k.state = 'closed') = ($3 = 'closed'))
  and ($4::uuid is null or k.customer_id = $4)
  and ($5::text is null or c.name ilike $5 or k.reference ilike $5)
  and ($6::text is null or (c.name_order, k.id) > ($6, $7::uuid))
order by c.name_order, k.id
limit $8
