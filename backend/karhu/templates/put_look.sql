-- Sets how the company's paper looks; another version each time.
-- Reads and writes: looks.
insert into looks as l (company_id, colour, logo, logo_kind, version, updated_at)
values ($1, $2, $3, $4, 2, $5)
on conflict (company_id) do update
set colour = excluded.colour, logo = excluded.logo, logo_kind = excluded.logo_kind,
    version = l.version + 1, updated_at = excluded.updated_at
returning *
