select count(*) from service s
where (
  select count(*) from result r
  where r.service = s.key and r.at >= s.results_from and r.at < s.hours_until
    and not exists (select 1 from recount c where c.service = s.key and c.start = r.at - r.at % 3600000)
) <> (
  select coalesce(sum(h.checks), 0) from hourly h
  where h.service = s.key and h.start >= s.results_from and h.start < s.hours_until
    and not exists (select 1 from recount c where c.service = s.key and c.start = h.start)
)
