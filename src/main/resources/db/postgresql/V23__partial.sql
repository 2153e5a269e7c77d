-- the status that only several locations can find has its word, too
create or replace view service_checks as
select
  r.id as id,
  coalesce(s.id, s.name) as service_id,
  to_timestamp(r.at / 1000.0) as timestamp,
  case r.status
    when 0 then 'online' when 1 then 'degraded' when 2 then 'degraded'
    when 3 then 'timeout' when 4 then 'offline'
    when 6 then 'partial' else 'unknown' end as status,
  cast(round(r.response / 1000.0) as integer) as response_time,
  cast(r.http_status as integer) as status_code,
  r.reason as error
from result r join service s on s.key = r.service;
