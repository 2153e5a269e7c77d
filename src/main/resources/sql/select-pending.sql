select d.id, d.state, d.at, d.attempts, d.message, d.reason, d.forced,
  f.id as flip, s.id as service, s.name, f.at as flip_at, f.event, f.from_status, f.to_status, f.since, f.reason as why
from delivery d join flip f on f.id = d.flip left join service s on s.key = f.service
where d.state in ('waiting', 'held') and d.channel = :#channel
order by d.id
