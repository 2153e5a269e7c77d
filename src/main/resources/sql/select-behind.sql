-- the first service from :from on with results or hours that are to be pruned and in no hour or day yet
select s.key, s.id, s.results_from, s.hours_until, s.hours_from, s.days_until
from service s
where s.key >= :#${variable.from} and (
  s.hours_until < :#${variable.before} and exists (
    select 1 from result r where r.service = s.key and r.at >= s.hours_until and r.at < :#${variable.before})
  or s.days_until < :#${variable.hoursBefore} and exists (
    select 1 from hourly h where h.service = s.key and h.start >= s.days_until and h.start < :#${variable.hoursBefore}))
order by s.key limit 1
