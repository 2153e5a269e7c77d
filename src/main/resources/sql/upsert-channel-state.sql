-- parameters in the order of dev.uproute.deliver.ChannelTable.channelRow
insert into channel (name, state, not_before, failures, since, reason, told, settings) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (name) do update set
  state = excluded.state, not_before = excluded.not_before, failures = excluded.failures, since = excluded.since,
  reason = excluded.reason, told = excluded.told, settings = excluded.settings, claimed_by = null, due_at = null
