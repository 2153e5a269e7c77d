-- uptime counts of every service between two times, the second excluded; whole hours where results went
select s.id, sum(c.counted) as counted, sum(c.online) as online
from service s join (
  select k.key, count(r.online) as counted, coalesce(sum(r.online), 0) as online
  from service k join result r on r.service = k.key and r.at >= :from and r.at < :to
  group by k.key
  union all
  select h.service as key, sum(h.counted) as counted, sum(h.online) as online
  from hourly h where h.start >= :from and h.start < :to
  group by h.service
) c on c.key = s.key
where s.id is not null
group by s.id
