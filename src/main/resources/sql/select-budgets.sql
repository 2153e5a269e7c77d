-- how fast the error budget of a service is used up: what was stored of it last
select s.id, f.to_status
from flip f join service s on s.key = f.service
where s.id is not null and f.id in (select max(b.id) from flip b where b.event = 'budget' group by b.service)
