-- the status that only several locations can find has its word, too
drop view service_checks;
create view service_checks as
select
  r.id as id,
  coalesce(s.id, s.name) as service_id,
  strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') as timestamp,
  case r.status
    when 0 then 'online' when 1 then 'degraded' when 2 then 'degraded'
    when 3 then 'timeout' when 4 then 'offline'
    when 6 then 'partial' else 'unknown' end as status,
  cast(round(r.response / 1000.0) as integer) as response_time,
  r.http_status as status_code,
  r.reason as error
from result r join service s on s.key = r.service;
