-- results of one service in a time, newest first, behind one row
select r.id, r.at, r.status, r.online, r.response, r.http_status, r.attempts, r.maintenance, r.reason
from service s join result r on r.service = s.key
where s.id = :id and r.at >= :from and r.at < :to and (r.at < :at or r.at = :at and r.id < :row)
order by r.at desc, r.id desc limit :limit
