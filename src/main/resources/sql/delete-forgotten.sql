-- the service itself, once nothing is left of it
delete from service where key = :#${variable.forgotten}
  and not exists (select 1 from daily d where d.service = service.key)
  and not exists (select 1 from flip f where f.service = service.key)
