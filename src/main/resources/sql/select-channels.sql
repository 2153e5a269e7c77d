-- how every channel does that ever had a delivery
select c.name, c.state, c.since, c.reason,
  (select count(*) from delivery d where d.channel = c.name and d.state = 'waiting') as waiting,
  (select count(*) from delivery d where d.channel = c.name and d.state = 'dead') as dead
from channel c
