-- a service that was never checked makes room for the one that gets its id; parameters: its id, its former id
delete from service
where id = ? and cast(? as text) is not null
  and not exists (select 1 from streak where streak.service = service.key)
  and not exists (select 1 from flip where flip.service = service.key)
