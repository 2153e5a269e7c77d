-- as select-old-results.sql; hours stay at least as long as the results of their service
select s.key, s.upto
from (
  select key, hours_from, case when days_until < upto then days_until else upto end as upto
  from (
    select key, hours_from, days_until,
      case when own < :#${variable.limits.hours} then :#${variable.limits.hours} else own end as upto
    from (
      select key, hours_from, days_until, (:#${variable.limits.now}
        - case when keep > :#${variable.limits.hourly} then keep else :#${variable.limits.hourly} end)
        / 86400000 * 86400000 as own
      from service where key > :#${variable.from} and key <= :#${variable.last}
    ) s
  ) s
) s
where s.hours_from < s.upto and exists (select 1 from hourly h where h.service = s.key and h.start < s.upto)
