-- the state of some services at a time: that in which the next change found them, or that of now
select s.id, coalesce((
    select f.from_status from flip f
    where f.service = s.key and f.at >= :at
      and f.event in ('down', 'up', 'degraded', 'partial', 'escalated', 'host') and f.from_status <> f.to_status
    order by f.at, f.id limit 1), k.state) as state
from service s join streak k on k.service = s.key
where s.id in (:ids)
