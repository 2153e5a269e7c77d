-- of the next services those with results that are too old: from when on they had some, and will have. A step takes some
-- 60 of each service, or an hour where that is more: results lie in the order of their times, those of neighbours together
select key, results_from, upto
from (
  select key, results_from, case
    when beyond is null or beyond >= upto then upto
    when beyond / 3600000 = oldest / 3600000 then (oldest / 3600000 + 1) * 3600000
    else beyond / 3600000 * 3600000 end as upto
  from (
    select key, results_from, upto,
      (select min(r.at) from result r where r.service = s.key) as oldest,
      (select r.at from result r where r.service = s.key order by r.at limit 1 offset 60) as beyond
    from (
      select key, results_from, case when hours_until < upto then hours_until else upto end as upto
      from (
        select key, results_from, hours_until,
          case when own < :#${variable.limits.results} then :#${variable.limits.results} else own end as upto
        from (
          select key, results_from, hours_until,
            (:#${variable.limits.now} - coalesce(keep, :#${variable.limits.raw})) / 3600000 * 3600000 as own
          from service where key > :#${variable.from} and key <= :#${variable.last}
        ) s
      ) s
    ) s
    where results_from < upto and exists (select 1 from result r where r.service = s.key and r.at < s.upto)
  ) s
) s
where results_from < upto
