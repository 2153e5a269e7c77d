-- a service whose history is imported; the first batch with it sets the rest; parameters: id, name
insert into service (id, name) values (?, ?)
on conflict (id) do nothing
