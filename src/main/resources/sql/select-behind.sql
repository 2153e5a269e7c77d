-- the first of the next services with results or hours that are in no hour or day yet, although those are over
select s.key - 1 as former, s.key, s.id, s.results_from, s.hours_until, s.hours_from, s.days_until
from service s
where s.key > :#${variable.from} and s.key <= :#${variable.last} and (
  s.hours_until < :#${variable.limits.open} and exists (
    select 1 from result r where r.service = s.key and r.at >= s.hours_until and r.at < :#${variable.limits.open})
  or s.days_until < :#${variable.limits.open} / 86400000 * 86400000 and exists (
    select 1 from hourly h where h.service = s.key
      and h.start >= s.days_until and h.start < :#${variable.limits.open} / 86400000 * 86400000))
order by s.key limit 1
