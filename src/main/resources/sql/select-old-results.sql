-- the next piece to prune: of the first service from :from on that has old results, whole closed hours of at
-- most 1,000 rows, or one hour where that alone is more; one step of two indexes, however many there are
with oldest as (
  select s.key as service, (select min(r.at) from result r where r.service = s.key) as at,
    case when s.hours_until < :#${variable.before} then s.hours_until else :#${variable.before} end as before
  from service s
  where s.key >= :#${variable.from} and exists (
    select 1 from result r where r.service = s.key
      and r.at < case when s.hours_until < :#${variable.before} then s.hours_until else :#${variable.before} end)
  order by s.key limit 1
),
piece as (
  select service, at, before, (select r.at from result r where r.service = oldest.service
    order by r.at limit 1 offset 1000) as beyond
  from oldest
)
select service, at, case
  when beyond is null or beyond > before then before
  when beyond / 3600000 = at / 3600000 then (at / 3600000 + 1) * 3600000
  else beyond / 3600000 * 3600000 end as upto
from piece
