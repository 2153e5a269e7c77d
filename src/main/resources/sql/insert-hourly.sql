-- in the transaction that deletes these results, so that no result is in both or in none
insert into hourly (service, start, checks, counted, online,
  responses, response_sum, response_min, response_max, response_p50, response_p95)
select service, hour * 3600000, count(*), count(online), coalesce(sum(online), 0),
  count(response), sum(response), min(response), max(response),
  min(case when place >= 0.5 then response end), min(case when place >= 0.95 then response end)
from (
  select service, at / 3600000 as hour, online, response,
    cume_dist() over (partition by at / 3600000, response is null order by response) as place
  from result where service = :#service and at < :#upto
) r
where true group by service, hour
on conflict (service, start) do update set
  checks = hourly.checks + excluded.checks,
  counted = hourly.counted + excluded.counted,
  online = hourly.online + excluded.online
