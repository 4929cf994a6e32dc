-- What each entry says of the client's part of a charge: the charge itself, and
-- what its payer answered. Money that came for it is not among them.
create view client_parts as
select l.client_id, l.charge_id, e.at, l.cents
from lines l
join charges c on c.client_id = l.client_id and c.id = l.charge_id
join entries e on e.id = l.entry_id
where l.account in ('client_receivable', 'client_credit')
  and (e.id = c.entry_id or exists (
    select from payments p
    where p.client_id = e.client_id and p.entry_id = coalesce(e.reverses_id, e.id) and p.claim_id is not null));
