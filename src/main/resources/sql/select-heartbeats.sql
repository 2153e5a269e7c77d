-- the signals of the heartbeats, and when each was last judged: until then Uproute was running
select b.service, b.since, b.good, b.started, b.failed, b.code, b.ran, b.excused, k.at as judged
from beat b
left join service s on s.id = b.service
left join streak k on k.service = s.key
