-- a service of which nothing is stored yet; parameters: id, name, how long its results are kept
insert into service (id, name, keep) values (?, ?, ?) on conflict (id) do nothing
