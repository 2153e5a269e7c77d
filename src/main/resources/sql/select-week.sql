-- what was checked between two times, the second excluded, and how each service stands now
select s.id, s.name, k.state, sum(c.checks) as checks, sum(c.counted) as counted, sum(c.online) as online
from service s
join streak k on k.service = s.key
join (
  select r.service, count(*) as checks, count(r.online) as counted, coalesce(sum(r.online), 0) as online
  from result r where r.at >= :from and r.at < :to
  group by r.service
  union all
  select h.service, sum(h.checks), sum(h.counted), sum(h.online)
  from hourly h where h.start >= :from and h.start < :to
  group by h.service
) c on c.service = s.key
where s.id is not null
group by s.id, s.name, k.state
