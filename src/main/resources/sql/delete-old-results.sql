-- cross join: SQLite takes the tables in this order, so that one step of an index finds what is old
delete from result where id in (
  select r.id from service s cross join result r
  where s.key > :#${variable.from} and s.key <= :#${variable.last} and r.service = s.key and r.at < s.results_from
  order by s.key, r.at limit 500)
