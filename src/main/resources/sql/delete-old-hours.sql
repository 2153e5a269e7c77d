-- as delete-old-results.sql
delete from hourly where (service, start) in (
  select h.service, h.start from service s cross join hourly h
  where s.key > :#${variable.from} and s.key <= :#${variable.last} and h.service = s.key and h.start < s.hours_from
  order by s.key, h.start limit 500)
