-- what one location found of one service in a time, newest first, behind one row
select l.slot as id, l.at, l.status, l.online, l.response, l.http_status, l.attempts, l.maintenance, l.reason
from service s cross join location_result l
where s.id = :id and l.service = s.key and l.location = :location and l.at >= :from and l.at < :to
  and (l.at < :at or l.at = :at and l.slot < :row)
order by l.at desc, l.slot desc limit :limit
