-- A charge's balance is the sum of its receivable lines, the payer's and the client's apart.
create view charge_balances as
select c.client_id, c.id as charge_id, c.visit_id, c.cents,
  coalesce(sum(l.cents) filter (where l.account = 'client_receivable'), 0)::bigint as client_cents,
  coalesce(sum(l.cents) filter (where l.account = 'payer_receivable'), 0)::bigint as payer_cents,
  max(e.at) as moved_at
from charges c
left join lines l on l.client_id = c.client_id and l.charge_id = c.id and l.account in ('client_receivable', 'payer_receivable')
left join entries e on e.id = l.entry_id
group by c.id;
