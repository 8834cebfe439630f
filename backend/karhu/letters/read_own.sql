-- How a company's paper looks, and which texts of its own there are.
-- Reads: companies, looks by key, templates (its key). Writes: nothing.
select l.colour, l.logo, l.logo_kind, (
    select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'is_default', t.is_default,
                                        'version', t.version))
    from templates t
    where t.company_id = $1 and t.deleted_at is null) as templates
from companies c
left join looks l on l.company_id = $1
where c.id = $1
