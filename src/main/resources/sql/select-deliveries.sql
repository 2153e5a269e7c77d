-- the latest 200, newest first, and what their channel waits for
select d.id, d.at, d.channel, d.state, f.event, s.id as service, d.reason, c.state as channel_state,
  c.not_before, c.reason as channel_reason
from delivery d join flip f on f.id = d.flip left join service s on s.key = f.service
  left join channel c on c.name = d.channel
where (cast(:channel as text) is null or d.channel = :channel) and (cast(:state as text) is null or d.state = :state)
order by d.id desc limit 200
