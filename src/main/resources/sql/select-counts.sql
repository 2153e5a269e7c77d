-- what was counted of every service between two times, the second excluded, whatever is pruned; the parameters are those
-- of dev.uproute.report.Span. Exact to the result where results are, elsewhere an hour, or a day, counts where it begins
select s.id, sum(c.checks) as checks, sum(c.counted) as counted, sum(c.online) as online
from service s join (
  -- cross join: the service first, then its rows by their index
  -- whole days
  select k.key as service, sum(d.checks) as checks, sum(d.counted) as counted, sum(d.online) as online
  from service k cross join daily d
  where d.service = k.key and d.start >= :firstDay and d.start < :lastDay
    and :firstDay < :lastDay group by k.key
  union all
  -- the results before the first whole hour and after the last one
  select k.key, count(*), count(r.online), coalesce(sum(r.online), 0)
  from service k cross join result r
  where r.service = k.key
    and r.at >= case when k.results_from > :from then k.results_from else :from end and r.at < :firstHour
    and :from < :firstHour group by k.key
  union all
  select k.key, count(*), count(r.online), coalesce(sum(r.online), 0)
  from service k cross join result r
  where r.service = k.key
    and r.at >= case when k.results_from > :lastHour then k.results_from else :lastHour end and r.at < :to
    and :lastHour < :to group by k.key
  union all
  -- those that are in no hour yet
  select k.key, count(*), count(r.online), coalesce(sum(r.online), 0)
  from service k cross join result r
  where r.service = k.key
    and r.at >= case when k.hours_until > :firstHour then k.hours_until else :firstHour end and r.at < :lastHour
    and :firstHour < :lastHour group by k.key
  union all
  -- the hours before the first whole day and after the last one
  select k.key, sum(h.checks), sum(h.counted), sum(h.online)
  from service k cross join hourly h
  where h.service = k.key
    and h.start >= case when k.hours_from > :firstHour then k.hours_from else :firstHour end and h.start < :firstDay
    and :firstHour < :firstDay group by k.key
  union all
  select k.key, sum(h.checks), sum(h.counted), sum(h.online)
  from service k cross join hourly h
  where h.service = k.key
    and h.start >= case when k.hours_from > :lastDay then k.hours_from else :lastDay end and h.start < :lastHour
    and :lastDay < :lastHour group by k.key
  union all
  -- those that are in no day yet
  select k.key, sum(h.checks), sum(h.counted), sum(h.online)
  from service k cross join hourly h
  where h.service = k.key
    and h.start >= case when k.days_until > :firstDay then k.days_until else :firstDay end and h.start < :lastDay
    and :firstDay < :lastDay group by k.key
  union all
  -- the hour whose results, and the day whose hours are pruned
  select k.key, h.checks, h.counted, h.online
  from service k cross join hourly h
  where h.service = k.key and h.start = :hour and h.start >= k.hours_from and h.start < k.results_from
    and :hour >= 0
  union all
  select k.key, d.checks, d.counted, d.online
  from service k cross join daily d
  where d.service = k.key and d.start = :day and d.start < k.hours_from
    and :day >= 0
) c on c.service = s.key
where s.id is not null
group by s.id
