-- of the next services those with results that are too old: from when on they had some, and will have
select s.key, s.results_from, s.upto
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
where s.results_from < s.upto and exists (select 1 from result r where r.service = s.key and r.at < s.upto)
