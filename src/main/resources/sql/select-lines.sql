-- as select-streaks.sql, and when the first result was found; of what went, its hour or day
select s.id, s.name, k.*, c.path,
  coalesce(
    (select min(d.start) from daily d where d.service = s.key and d.start < s.hours_from and d.counted > 0),
    (select min(h.start) from hourly h
      where h.service = s.key and h.start >= s.hours_from and h.start < s.results_from and h.counted > 0),
    (select min(r.at) from result r where r.service = s.key and r.at >= s.results_from and r.online is not null)) as first
from service s join streak k on s.key = k.service
left join certificate c on c.service = s.key and k.certificate_expires is not null
where s.id is not null
