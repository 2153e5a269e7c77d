-- a channel that was off is tried again when its settings change
insert into channel (name, state, failures, told, settings) values (:#channel, 'ok', 0, 0, :#hash)
on conflict (name) do update set
  state = 'ok', not_before = null, failures = 0, since = null, reason = null, due_at = null, settings = excluded.settings
where channel.settings <> excluded.settings
