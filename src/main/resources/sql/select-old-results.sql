-- the next piece to prune: whole hours of the service with the oldest result, at most 1,000 rows,
-- or one hour where that alone is more
with oldest as (
  select s.key as service, (select min(r.at) from result r where r.service = s.key) as at
  from service s
),
piece as (
  select service, at, (select r.at from result r where r.service = oldest.service
    order by r.at limit 1 offset 1000) as beyond
  from oldest where at < :#${variable.before}
  order by at limit 1
)
select service, case
  when beyond is null or beyond > :#${variable.before} then :#${variable.before}
  when beyond / 3600000 = at / 3600000 then (at / 3600000 + 1) * 3600000
  else beyond / 3600000 * 3600000 end as upto
from piece
