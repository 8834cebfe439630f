-- A hold h as the facts carry it; a plan is about certain invoices, whoever agreed to it.
json_build_object('kind', h.kind,
                  'scope', case when h.kind = 'payment_plan' then 'invoice' else h.scope end,
                  'from_on', h.from_on, 'until_on', h.until_on,
                  'is_reviewed', h.afterwards = 'review', 'ended_on', h.ended_on)::text
