-- parameters: id, name, how long its results are kept
insert into service (id, name, keep) values (?, ?, ?)
on conflict (id) do update set name = excluded.name, keep = excluded.keep
