delete from delivery where id in (
  select d.id from flip f cross join delivery d where f.service = :#${variable.forgotten} and d.flip = f.id limit 300)
