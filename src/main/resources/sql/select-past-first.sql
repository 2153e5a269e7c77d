-- when the first thing was found of a service after a time, by its hour or day where results are pruned;
-- parameters: its key and the time, three times
select min(at) from (
  select min(at) as at from result where service = ? and at > ?
  union all
  select min(h.start) from service s join hourly h on h.service = s.key and h.start < s.results_from
  where s.key = ? and h.start > ?
  union all
  select min(d.start) from service s join daily d on d.service = s.key and d.start < s.hours_from
  where s.key = ? and d.start > ?
) f
