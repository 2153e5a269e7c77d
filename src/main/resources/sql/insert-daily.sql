-- as insert-hourly; the day's p50 is the median of its hours' p50, its p95 the 95th percentile of theirs
insert into daily (service, start, checks, counted, online,
  responses, response_sum, response_min, response_max, response_p50, response_p95)
select service, day * 86400000, sum(checks), sum(counted), sum(online),
  sum(responses), sum(response_sum), min(response_min), max(response_max),
  min(case when place50 >= 0.5 then response_p50 end), min(case when place95 >= 0.95 then response_p95 end)
from (
  select hourly.*, start / 86400000 as day,
    cume_dist() over (partition by start / 86400000, response_p50 is null order by response_p50) as place50,
    cume_dist() over (partition by start / 86400000, response_p95 is null order by response_p95) as place95
  from hourly where service = :#service and start < :#upto
) h
where true group by service, day
on conflict (service, start) do update set
  checks = daily.checks + excluded.checks,
  counted = daily.counted + excluded.counted,
  online = daily.online + excluded.online
