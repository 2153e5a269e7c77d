-- of all services with a history: their ids, or names where they never had one
select coalesce(id, name) as id from service where name <> '' order by 1
