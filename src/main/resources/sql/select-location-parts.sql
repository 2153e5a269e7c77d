-- what locations found of one service, in parts of some milliseconds of a time, the oldest first
select part, location, count(*) as checks, count(online) as counted, coalesce(sum(online), 0) as online,
  count(response) as responses, sum(response) as response_sum, min(response) as response_min, max(response) as response_max
from (
  select l.at / :bucket as part, l.location, l.online, l.response
  from service s cross join location_result l
  where s.id = :id and l.service = s.key and l.at >= :from and l.at < :to
) l
group by part, location
order by part, location
