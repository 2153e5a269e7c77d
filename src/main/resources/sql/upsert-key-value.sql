-- parameters as dev.uproute.store.KeyValues.row gives them
insert into remembered (name, value, at) values (:#name, :#value, :#at)
on conflict (name) do update set value = excluded.value, at = excluded.at
