-- those of before the results of the next services that are kept
delete from location_result where (service, at, location, slot) in (
  select l.service, l.at, l.location, l.slot from service s cross join location_result l
  where s.key > :#${variable.from} and s.key <= :#${variable.last} and l.service = s.key and l.at < s.results_from
  order by s.key, l.at limit 500)
