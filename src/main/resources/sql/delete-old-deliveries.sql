-- finished and old deliveries; those of an outage that goes on stay, because its end is notified only when it was
delete from delivery where id > :#${variable.from} and id <= :#${body}
  and state in ('sent', 'refused', 'dead', 'suppressed')
  and at < :#${variable.before} and (sent_at is null or sent_at < :#${variable.before})
  and (state <> 'sent' or not exists (
    select 1 from flip f where f.id = delivery.flip and f.service is not null
      and f.event in ('down', 'degraded', 'partial', 'escalated', 'flapping', 'host')
      and not exists (select 1 from flip u where u.service = f.service and u.id > f.id and u.event = 'up')))
