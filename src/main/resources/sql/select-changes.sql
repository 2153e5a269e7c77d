-- the changes of the state of some services between two times, the second excluded, in order
select s.id, f.at, f.from_status, f.to_status
from service s join flip f on f.service = s.key and f.at >= :from and f.at < :to
where s.id in (:ids) and f.event in ('down', 'up', 'degraded', 'partial', 'escalated', 'host') and f.from_status <> f.to_status
order by f.at, f.id
