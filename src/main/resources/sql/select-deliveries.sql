-- the latest 200, newest first
select d.id, d.at, d.channel, d.state, f.event, s.id as service, d.reason
from delivery d join flip f on f.id = d.flip left join service s on s.key = f.service
where (:channel is null or d.channel = :channel) and (:state is null or d.state = :state)
order by d.id desc limit 200
