-- what select-counts.sql counts, row by row, with response times, of some services; counted is null in the row of a result
-- whole days
select k.id, d.online, null as response, d.checks, d.counted, d.responses, d.response_sum, d.response_min,
  d.response_max, d.response_p50, d.response_p95, d.sketch
from service k cross join daily d
where d.service = k.key and d.start >= :firstDay and d.start < :lastDay
  and k.id in (:ids) and :firstDay < :lastDay
union all
-- the results before the first whole hour and after the last one
select k.id, r.online, r.response, 1, null, null, null, null, null, null, null, null
from service k cross join result r
where r.service = k.key
  and r.at >= case when k.results_from > :from then k.results_from else :from end and r.at < :firstHour
  and k.id in (:ids) and :from < :firstHour
union all
select k.id, r.online, r.response, 1, null, null, null, null, null, null, null, null
from service k cross join result r
where r.service = k.key
  and r.at >= case when k.results_from > :lastHour then k.results_from else :lastHour end and r.at < :to
  and k.id in (:ids) and :lastHour < :to
union all
-- those that are in no hour yet
select k.id, r.online, r.response, 1, null, null, null, null, null, null, null, null
from service k cross join result r
where r.service = k.key
  and r.at >= case when k.hours_until > :firstHour then k.hours_until else :firstHour end and r.at < :lastHour
  and k.id in (:ids) and :firstHour < :lastHour
union all
-- the hours before the first whole day and after the last one
select k.id, h.online, null, h.checks, h.counted, h.responses, h.response_sum, h.response_min,
  h.response_max, h.response_p50, h.response_p95, h.sketch
from service k cross join hourly h
where h.service = k.key
  and h.start >= case when k.hours_from > :firstHour then k.hours_from else :firstHour end and h.start < :firstDay
  and k.id in (:ids) and :firstHour < :firstDay
union all
select k.id, h.online, null, h.checks, h.counted, h.responses, h.response_sum, h.response_min,
  h.response_max, h.response_p50, h.response_p95, h.sketch
from service k cross join hourly h
where h.service = k.key
  and h.start >= case when k.hours_from > :lastDay then k.hours_from else :lastDay end and h.start < :lastHour
  and k.id in (:ids) and :lastDay < :lastHour
union all
-- those that are in no day yet
select k.id, h.online, null, h.checks, h.counted, h.responses, h.response_sum, h.response_min,
  h.response_max, h.response_p50, h.response_p95, h.sketch
from service k cross join hourly h
where h.service = k.key
  and h.start >= case when k.days_until > :firstDay then k.days_until else :firstDay end and h.start < :lastDay
  and k.id in (:ids) and :firstDay < :lastDay
union all
-- the hour whose results, and the day whose hours are pruned
select k.id, h.online, null, h.checks, h.counted, h.responses, h.response_sum, h.response_min,
  h.response_max, h.response_p50, h.response_p95, h.sketch
from service k cross join hourly h
where h.service = k.key and h.start = :hour and h.start >= k.hours_from
  and h.start < k.results_from
  and k.id in (:ids) and :hour >= 0
union all
select k.id, d.online, null, d.checks, d.counted, d.responses, d.response_sum, d.response_min,
  d.response_max, d.response_p50, d.response_p95, d.sketch
from service k cross join daily d
where d.service = k.key and d.start = :day and d.start < k.hours_from
  and k.id in (:ids) and :day >= 0
