-- as delete-old-results.sql
delete from daily where (service, start) in (
  select d.service, d.start from service s cross join daily d
  where s.key > :#${variable.from} and s.key <= :#${variable.last} and d.service = s.key and d.start < :#${variable.limits.days}
  order by s.key, d.start limit 500)
