-- how far a history is imported; parameters: name, value, at
insert into remembered (name, value, at) values (?, ?, ?)
on conflict (name) do update set value = excluded.value, at = excluded.at
