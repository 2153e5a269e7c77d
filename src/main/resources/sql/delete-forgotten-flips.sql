delete from flip where id in (
  select f.id from flip f
  where f.service = :#${variable.forgotten} and not exists (select 1 from delivery d where d.flip = f.id) limit 300)
