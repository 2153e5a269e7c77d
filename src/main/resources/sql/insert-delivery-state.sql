-- what became of a delivery while it was in memory; parameters in the order of dev.uproute.deliver.ChannelTable.newRow;
-- the flip is in the database by now; when it was before, nobody had reported that, and memory knows more
insert into delivery (flip, channel, state, at, attempts, message, reason, sent_at)
select max(id), ?, ?, ?, ?, ?, ?, ? from flip
where +at = ? and event = ? and reason is not distinct from ?
  and (service = (select key from service where id = ?)
    or service is null and not exists (select 1 from service where id = ?))
having max(id) is not null
on conflict (flip, channel) do update set state = excluded.state, attempts = excluded.attempts,
  message = excluded.message, reason = excluded.reason, sent_at = excluded.sent_at
