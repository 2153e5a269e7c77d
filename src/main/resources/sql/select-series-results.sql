-- results of one service in a time, the oldest first
select r.at, r.online, r.response
from service s join result r on r.service = s.key
where s.id = :id and r.at >= :from and r.at < :to
order by r.at
