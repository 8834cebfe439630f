-- Holds as a list shows them, newest first, with how what each is about stands today.
-- Reads: holds (holds_customer), held_invoices, hold_instalments by key, invoices (invoices_customer),
-- customers, claims. Writes: nothing.
select h.*, c.name as customer_name, i.number as invoice_number,
       plan.paid, plan.open, plan.invoices, terms.instalments,
       case when h.kind = 'payment_plan' then plan.open <= 0
            when h.scope = 'invoice' then i.open <= 0
            when h.kind = 'promise_to_pay' then not exists (
                select from invoices o where o.company_id = $1 and o.customer_id = h.customer_id
                and o.open > 0 and o.kind = 'invoice' and o.due_on <= h.until_on)
            else false end as is_settled
from holds h
join customers c on c.company_id = $1 and c.id = h.customer_id
left join invoices i on i.company_id = $1 and i.id = h.invoice_id
left join lateral (
    select sum(p.open_before - v.open + coalesce(f.fee_paid + f.interest_paid + f.compensation_paid, 0)
               - p.costs_paid_before) as paid,
           sum(greatest(v.open, 0) + coalesce(f.fee - f.fee_paid + f.interest - f.interest_paid
               + f.compensation - f.compensation_paid, 0)) as open,
           jsonb_agg(jsonb_build_object('invoice_id', v.id, 'invoice_number', v.number, 'open',
               (greatest(v.open, 0) + coalesce(f.fee - f.fee_paid + f.interest - f.interest_paid
                   + f.compensation - f.compensation_paid, 0))::text)
               order by v.due_on, v.number) as invoices
    from held_invoices p
    join invoices v on v.company_id = $1 and v.id = p.invoice_id
    left join claims f on f.company_id = $1 and f.invoice_id = p.invoice_id
    where p.company_id = $1 and p.hold_id = h.id
) plan on h.kind = 'payment_plan'
left join lateral (
    select jsonb_agg(jsonb_build_object('due_on', n.due_on, 'amount', n.amount::text)
                     order by n.ordinal) as instalments
    from hold_instalments n
    where n.company_id = $1 and n.hold_id = h.id
) terms on h.kind = 'payment_plan'
where h.company_id = $1
  and ($2::uuid is null or h.id = $2)
  and ($3::uuid is null or h.customer_id = $3)
  and ($4::uuid is null or h.invoice_id = $4
       or exists (select from held_invoices p
                  where p.company_id = $1 and p.hold_id = h.id and p.invoice_id = $4)
       or h.scope = 'customer' and h.kind <> 'payment_plan' and h.customer_id = (
           select o.customer_id from invoices o where o.company_id = $1 and o.id = $4))
  and ($5::text is null or h.kind = $5)
  and ($6::text is null or h.state = $6)
  and ($7::text is null or c.name ilike $7 or i.number ilike $7)
  and ($8::uuid is null or h.id < $8)
order by h.id desc
limit $9
