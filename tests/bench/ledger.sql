-- A ledger for benchmarks: $customers customers in 50 rules, $invoices open invoices, their cases.
-- Every eighth rule reminds at once, the others after 7, 10 or 14 days.
insert into offices (id, name) values ('00000000-0000-7000-8000-000000000001', 'Bench');
insert into companies (id, office_id, name, country, time_zone, language, currency,
    automation_is_on, automation_activated_on, sender_name, sender_email, bank_accounts,
    undo_window_minutes)
values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'Bench Oy',
    'FI', 'Europe/Helsinki', 'fi', 'EUR', true, date '2020-01-01', 'Bench Oy',
    'laskut@example.com', '[{"currency": "EUR", "iban": "FI2112345600000785"}]', 0);

insert into rules (company_id, id, key, built_in, customer_kind, name)
select '00000000-0000-7000-8000-000000000002', md5('rule' || n)::uuid, n + 1,
    case n when 0 then 'automation_blocked' when 1 then 'general_business'
        when 2 then 'general_consumer' end,
    case when n > 0 then case n % 2 when 1 then 'business' else 'consumer' end end, 'Rule ' || n
from generate_series(0, 50) n;

insert into rule_versions (company_id, rule_id, version, mode, steps, created_by)
select '00000000-0000-7000-8000-000000000002', md5('rule' || n)::uuid, 1, 'send',
    case when n = 0 then '[]'::jsonb else jsonb_build_array(
        jsonb_build_object('kind', 'reminder', 'anchor', 'after_due',
            'offset_days', (array[7, 10, 14, 14])[n % 4 + 1], 'fee', case n % 5 when 0 then '5.00' end,
            'minimum_open', case n % 3 when 0 then '20.00' else '0' end, 'days_to_pay', 14),
        jsonb_build_object('kind', 'notice', 'anchor', 'after_previous_sent',
            'offset_days', 14, 'days_to_pay', 10)) end, 'bench'
from generate_series(0, 50) n;

insert into customers (company_id, id, key, number, kind, name, name_order, email, country, language,
    has_collection_ban, has_consumer_einvoice, rule_id, automation_since, street, postcode, city)
select '00000000-0000-7000-8000-000000000002', md5('customer' || n)::uuid, n, n::text,
    case (n % 50 + 1) % 2 when 1 then 'business' else 'consumer' end,
    'Customer ' || n, 'customer ' || n, case when n % 97 > 0 then 'c' || n || '@example.com' end,
    'FI', 'fi', n % 101 = 0, n % 103 = 0, md5('rule' || n % 50 + 1)::uuid, date '2020-01-01',
    'Katu 1', '00100', 'Helsinki'
from generate_series(1, $customers) n;

insert into invoices (company_id, id, key, number, customer_id, currency, total, open, invoice_on,
    due_on, sent_on, received_on, reference, has_payment_plan, disputed_since, reminds_automatically,
    updated_at)
select '00000000-0000-7000-8000-000000000002', md5('invoice' || n)::uuid, n, n::text,
    md5('customer' || n % $customers + 1)::uuid, 'EUR', 10 + n % 5000 / 10.0, 10 + n % 5000 / 10.0,
    due_on - 14, due_on, due_on - 14, due_on - 14, n::text || '3',
    n % 211 = 0, case when n % 199 = 0 then due_on end, n % 307 <> 0, timestamptz '2026-11-01'
from (select n, date '2026-11-22' + 27 - (n::bigint * 7919 % 60)::int as due_on
      from generate_series(1, $invoices) n) due;

-- Cases as earlier nights have left them: half of those past two weeks have had their reminder.
insert into cases (company_id, id, invoice_id, customer_id, rule_id, rule_version, state, step_number,
    next_on, opened_on, reminder_sent_on, last_pay_by_on)
select i.company_id, md5('case' || i.key)::uuid, i.id, i.customer_id, c.rule_id, 1, 'open',
    case when is_reminded then 2 else 1 end,
    case when is_reminded then i.due_on + 7 + 14 else i.due_on + (v.steps -> 0 ->> 'offset_days')::int end,
    i.due_on, case when is_reminded then i.due_on + 7 end, case when is_reminded then i.due_on + 21 end
from invoices i
join customers c using (company_id)
join rule_versions v on v.rule_id = c.rule_id
cross join lateral (select i.due_on < date '2026-11-22' - 14 and i.key % 2 = 0 as is_reminded) r
where c.id = i.customer_id and i.due_on <= date '2026-11-22' - 1;

insert into event_chains (company_id, seq, hash)
values ('00000000-0000-7000-8000-000000000002', 0, decode(repeat('00', 32), 'hex'));
