-- deliveries with what they are about, newest first, behind one row
select d.id, d.at, d.channel, d.state, d.attempts, d.reason, d.sent_at, f.event, f.from_status, f.to_status, f.since,
  f.reason as flip_reason, s.id as service
from delivery d join flip f on f.id = d.flip left join service s on s.key = f.service
where (cast(:channel as text) is null or d.channel = :channel) and (cast(:state as text) is null or d.state = :state)
  and (cast(:service as text) is null or s.id = :service) and d.id < :before
order by d.id desc limit :limit
