-- the services that were ever checked, and when they were first; of results that went, their hour or day
select id, name, first from (
  select s.id, s.name,
    coalesce(
      (select min(d.start) from daily d where d.service = s.key and d.start < s.hours_from),
      (select min(h.start) from hourly h where h.service = s.key and h.start >= s.hours_from and h.start < s.results_from),
      (select min(r.at) from result r where r.service = s.key)) as first
  from service s where s.id is not null
) f
where first is not null
