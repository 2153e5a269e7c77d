-- what waits for a channel that no settings name is never sent; another instance may have others, and
-- reads them twice a minute
update delivery set state = 'dead', message = null, reason = 'no alert channel has this name any more'
where state in ('waiting', 'held') and :#channels not like '%,' || channel || ',%'
  and not exists (select 1 from channel c where c.name = delivery.channel and c.claimed_until > :#before)
