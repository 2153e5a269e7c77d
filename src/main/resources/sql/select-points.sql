-- the last result of each minute, from the 240th latest result or 4 h ago, whichever is earlier
with reach as (
  select s.key, s.id,
    (select r.at from result r where r.service = s.key order by r.at desc limit 1 offset 239) as far
  from service s where s.id is not null
),
minutes as (
  select p.key, p.id, max(r.at) as at
  from reach p join result r on r.service = p.key
    and r.at >= case when p.far is null then 0 when p.far < :recent then p.far else :recent end
  group by p.key, p.id, r.at / 60000
)
select m.id, r.at, r.status, r.response, r.maintenance
from minutes m join result r on r.service = m.key and r.at = m.at
order by m.key, r.at
