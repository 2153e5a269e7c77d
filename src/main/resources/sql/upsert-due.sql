-- something new waits, so the channel is due; parameters in the order of dev.uproute.deliver.Deliveries.dueRows
insert into channel (name, state, failures, told, settings) values (?, 'ok', 0, 0, ?)
on conflict (name) do update set due_at = null
