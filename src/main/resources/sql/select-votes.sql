-- what locations found of these services since a time, the oldest first
select s.id, l.location, l.at, l.status, l.response, l.http_status, l.attempts, l.reason, l.maintenance
from service s cross join location_result l
where s.id in (:ids) and l.service = s.key and l.at >= :from
order by s.key, l.at
