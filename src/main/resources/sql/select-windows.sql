-- of one service, oldest first, a day before its hours: the hours from :week to :to, and the days from :year to :today, the second excluded each
select 3600000 as length, h.start, h.checks, h.counted, h.online, h.responses, h.response_sum, h.response_min,
  h.response_max, h.response_p50, h.response_p95, h.sketch
from service s join hourly h on h.service = s.key and h.start >= :week and h.start < :to
where s.id = :id
union all
select 86400000, d.start, d.checks, d.counted, d.online, d.responses, d.response_sum, d.response_min,
  d.response_max, d.response_p50, d.response_p95, d.sketch
from service s join daily d on d.service = s.key and d.start >= :year and d.start < :today
where s.id = :id
order by start, length desc
