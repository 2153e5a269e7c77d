-- what waits to be sent of a service whose history is deleted
update delivery set state = 'suppressed', reason = 'the history of its service was deleted'
where state in ('waiting', 'held') and flip in (
  select f.id from flip f join service s on s.key = f.service where s.id = :id or s.id is null and s.name = :id)
