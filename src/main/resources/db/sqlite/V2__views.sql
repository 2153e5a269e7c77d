-- The names of the monitors that Uproute replaces, for people and scripts that read the file with sqlite3.

create view checks as
select
  r.id as id,
  s.name as service_name,
  strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') as checked_at,
  r.online as is_online,
  r.response / 1000.0 as response_time_ms
from result r join service s on s.key = r.service
where r.online is not null;

create view service_checks as
select
  r.id as id,
  coalesce(s.id, s.name) as service_id,
  strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') as timestamp,
  case r.status
    when 0 then 'online' when 1 then 'degraded' when 2 then 'degraded'
    when 3 then 'timeout' when 4 then 'offline' else 'unknown' end as status,
  cast(round(r.response / 1000.0) as integer) as response_time,
  r.http_status as status_code,
  r.reason as error
from result r join service s on s.key = r.service;

-- the documented way to forget a service; edits tells the running monitor to count again
create trigger checks_delete instead of delete on checks begin
  update streak set checks = checks - 1, counted = counted - 1, online = online - old.is_online
  where service = (select service from result where id = old.id);
  delete from result where id = old.id;
  update change set edits = edits + 1;
end;

-- a service got the history that was taken over under its name
create trigger service_adopted after update of id on service begin
  update change set edits = edits + 1;
end;
