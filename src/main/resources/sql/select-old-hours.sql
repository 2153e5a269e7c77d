-- the next piece to prune: the oldest day of the first service from :from on that has old hours, all in a closed day
select s.key as service,
  ((select min(h.start) from hourly h where h.service = s.key) / 86400000 + 1) * 86400000 as upto
from service s
where s.key >= :#${variable.from} and exists (
  select 1 from hourly h where h.service = s.key
    and h.start < case when s.days_until < :#${variable.before} then s.days_until else :#${variable.before} end)
order by s.key limit 1
