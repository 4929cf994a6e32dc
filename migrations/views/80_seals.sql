-- What a seal is taken of: a hash of each row, in order, hashed. Columns are named, so that a new one does not
-- break old seals; instants are numbers, whatever the session's zone.
create function trail_digest(after bigint, upto bigint, out n bigint, out digest bytea)
language sql stable set search_path = public, pg_temp
begin atomic
  select count(*), sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(
    id, extract(epoch from at), extract(epoch from wall), actor, staff_id, link_id, verb, client_id, clients, allowed, request)::text, 'UTF8')), ''::bytea order by id), ''::bytea))
  from trail
  where id > after and id <= upto;
end;

create function history_digest(after bigint, upto bigint, out n bigint, out digest bytea)
language sql stable set search_path = public, pg_temp
begin atomic
  select count(*), sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(
    id, trail_id, extract(epoch from at), tbl, row_id, client_id, op, old, new)::text, 'UTF8')), ''::bytea order by id), ''::bytea))
  from history
  where id > after and id <= upto;
end;
