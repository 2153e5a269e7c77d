-- every change of state since a time, oldest first
select s.id, f.at, f.from_status, f.to_status
from flip f join service s on s.key = f.service
where f.at >= :from and s.id is not null and f.from_status <> f.to_status
order by f.id
