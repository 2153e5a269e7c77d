-- a service that is listed by the API; parameters: id, keys, when
insert into listed (id, keys, at) values (?, ?, ?)
on conflict (id) do update set keys = excluded.keys, at = excluded.at
