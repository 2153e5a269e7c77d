-- services whose history goes now: they were closed since, their error budgets too, and nothing of them waits for a channel,
-- or not for too long
select p.id from purge p
where p.at <= :late or p.at <= :closed and not exists (
  select 1 from service s join flip f on f.service = s.key join delivery d on d.flip = f.id
  where s.id = p.id and d.state in ('waiting', 'held'))
and not exists (
  select 1 from service s join flip f on f.service = s.key
  where s.id = p.id and f.event = 'budget' and f.to_status <> 0
    and not exists (select 1 from flip g where g.service = f.service and g.event = 'budget' and g.id > f.id))
order by p.at limit 100
