-- how fast the error budget of a service is used up: what was stored of it last (place 1) and before, and who got the last
with past as (
  select service, id, at, from_status, to_status, row_number() over (partition by service order by id desc) as place
  from flip where event = 'budget')
select s.id, p.place, p.at, p.from_status, p.to_status, d.channel
from past p join service s on s.key = p.service
left join delivery d on d.flip = p.id and p.place = 1 and d.state <> 'suppressed'
where s.id is not null and p.place <= 2
order by s.id, p.place
