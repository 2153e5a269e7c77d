-- what the checks of a host measured in a time, the oldest first
select r.at, r.figures
from service s join result r on r.service = s.key
where s.id = :id and r.at >= :from and r.at < :to and r.figures is not null
order by r.at
