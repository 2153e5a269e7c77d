-- whom steps of an escalation list notified of some services, oldest first
select s.id, f.id as flip, f.at, f.event, d.channel
from delivery d join flip f on f.id = d.flip join service s on s.key = f.service
where s.id in (:ids) and f.event in ('down', 'escalated', 'reminder') and f.at >= :since
  and d.state <> 'suppressed'
order by f.id, d.id
