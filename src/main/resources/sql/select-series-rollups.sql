-- hours of one service from :firstHour to :to, and its days from :from to :days, the second excluded each, in any order
select h.start, h.checks, h.counted, h.online, h.responses, h.response_sum, h.response_min,
  h.response_max, h.response_p50, h.response_p95, h.sketch
from service s join hourly h on h.service = s.key and h.start >= :firstHour and h.start < :to
where s.id = :id
union all
select d.start, d.checks, d.counted, d.online, d.responses, d.response_sum, d.response_min,
  d.response_max, d.response_p50, d.response_p95, d.sketch
from service s join daily d on d.service = s.key and d.start >= :from and d.start < :days
where s.id = :id
