-- Credentials by the two identifiers that travel, with the company that each is of.
-- Reads: netvisor_credentials by netvisor_credentials_ids, companies by primary key.
-- Writes: nothing.
select k.company_id, k.customer_key, k.partner_key, k.allows_weak_hashes, c.business_id
from netvisor_credentials k
join companies c on c.id = k.company_id
where k.customer_id = $1 and k.partner_id = $2
