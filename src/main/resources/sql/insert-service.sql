-- parameters: id, name
insert into service (id, name) values (?, ?)
on conflict (id) do update set name = excluded.name
