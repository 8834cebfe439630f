-- Every version of a template, newest first, and how many letters were sent with it.
-- Reads: template_versions by primary key, letters (letters_template). Writes: nothing.
select v.version, v.texts, v.created_by, v.created_at,
       (select count(*) from letters l
        where l.company_id = $1 and l.template_id = $2 and l.template_version = v.version)
           as letter_count
from template_versions v
where v.company_id = $1 and v.template_id = $2
order by v.version desc
