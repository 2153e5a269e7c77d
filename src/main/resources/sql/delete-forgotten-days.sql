delete from daily where (service, start) in (
  select d.service, d.start from daily d where d.service = :#${variable.forgotten} limit 300)
