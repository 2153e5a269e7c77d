-- as select-streaks.sql, and when the first result was found; of what went, its hour or day
select s.id, s.name, k.*,
  coalesce(
    (select min(d.start) from daily d where d.service = s.key and d.start + 86400000 <= s.raw),
    (select min(h.start) from hourly h where h.service = s.key and h.start + 3600000 <= s.raw),
    s.raw) as first
from (
  select key, id, name, (select min(at) from result r where r.service = service.key and r.online is not null) as raw
  from service where id is not null
) s join streak k on s.key = k.service
