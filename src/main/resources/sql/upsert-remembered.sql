insert into remembered (name, value) values ('report', :#${variable.week})
on conflict (name) do update set value = excluded.value
