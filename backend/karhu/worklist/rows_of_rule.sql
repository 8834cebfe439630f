-- The rows of a rule's list: everything past its due date and the postal days that is not settled,
-- but for what is in a customer's case.
-- Expects the company, the rule, today, the postal days, and where each step of each version stands.
invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
left join cases k on k.company_id = $1 and k.invoice_id = i.id
left join json_to_recordset($5::json) as p (version integer, step_number smallint, tab text)
    on p.version = k.rule_version and p.step_number = k.step_number
cross join lateral (
    select case
               when i.is_at_agency or k.handed_over_on is not null then 'handover'
               when i.open > 0 and k.state = 'open' then coalesce(p.tab, 'handover')
           end as tab,
           i.open > 0 and k.state = 'open' and not i.is_at_agency and k.handed_over_on is null
               and coalesce(k.next_on, k.last_pay_by_on + 1, $3::date) <= $3 as is_reached
) as place
where i.company_id = $1 and (i.open <> 0 or i.settled_on is null)
  and i.due_on + $4::int < $3::date and coalesce(k.rule_id, c.rule_id) = $2
  and k.state is distinct from 'closed'
  and not exists (select from case_items t
                  where t.company_id = $1 and t.invoice_id = i.id and t.left_on is null)
