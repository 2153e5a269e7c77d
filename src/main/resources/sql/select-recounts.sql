-- hours of which a result was deleted by hand
select s.key, s.id, s.results_from, s.hours_until, s.hours_from, s.days_until, c.start
from recount c join service s on s.key = c.service
order by c.service, c.start limit ?
