insert into planned_maintenance (id, at, keys) values (:#id, :#at, :#keys)
