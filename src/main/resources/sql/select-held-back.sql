-- the services of which something is held, and why
select s.id, max(d.reason) as reason
from delivery d join flip f on f.id = d.flip join service s on s.key = f.service
where d.state = 'held' and s.id is not null
group by s.id
