-- The names of the monitors that Uproute replaces, for people and scripts that ask the server.

create view checks as
select
  r.id as id,
  s.name as service_name,
  to_char(to_timestamp(r.at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as checked_at,
  cast(r.online as integer) as is_online,
  cast(r.response / 1000.0 as double precision) as response_time_ms
from result r join service s on s.key = r.service
where r.online is not null;

create view service_checks as
select
  r.id as id,
  coalesce(s.id, s.name) as service_id,
  to_timestamp(r.at / 1000.0) as timestamp,
  case r.status
    when 0 then 'online' when 1 then 'degraded' when 2 then 'degraded'
    when 3 then 'timeout' when 4 then 'offline' else 'unknown' end as status,
  cast(round(r.response / 1000.0) as integer) as response_time,
  cast(r.http_status as integer) as status_code,
  r.reason as error
from result r join service s on s.key = r.service;

-- the documented way to forget a service; edits tells the running monitor to count again
create function checks_delete() returns trigger language plpgsql as $$
begin
  update streak set checks = checks - 1, counted = counted - 1, online = online - old.is_online
  where service = (select service from result where id = old.id);
  delete from result where id = old.id;
  update change set edits = edits + 1;
  return old;
end $$;

create trigger checks_delete instead of delete on checks for each row execute function checks_delete();

-- a service got the history that was taken over under its name
create function service_adopted() returns trigger language plpgsql as $$
begin
  update change set edits = edits + 1;
  return null;
end $$;

create trigger service_adopted after update of id on service for each row execute function service_adopted();
