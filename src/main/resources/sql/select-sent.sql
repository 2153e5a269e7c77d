-- the last event sent to a channel of each service for which another one waits
select s.id, f.event
from (
  select service, max(f.id) as id
  from delivery d join flip f on f.id = d.flip
  where d.channel = :#channel and d.state = 'sent'
    and f.event in ('down', 'up', 'degraded', 'partial', 'escalated', 'flapping', 'host')
    and f.service in (select w.service from delivery v join flip w on w.id = v.flip
      where v.state in ('waiting', 'held') and v.channel = :#channel)
  group by service
) t join flip f on f.id = t.id join service s on s.key = f.service
