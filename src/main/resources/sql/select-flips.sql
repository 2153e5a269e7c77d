-- the latest flips of every service that begin or end an incident, oldest first
select s.id, f.at, f.event, f.from_status, f.to_status, f.since, f.reason
from (
  select flip.*, row_number() over (partition by service order by id desc) as place
  from flip where event in ('down', 'up', 'degraded', 'partial', 'escalated', 'host')
) f join service s on s.key = f.service
where f.place <= 60 and s.id is not null
order by f.service, f.id
