-- resend: sent as it is, whatever came after it
update delivery set state = 'waiting', forced = 1, message = null, reason = null, at = :now
where case when cast(:id as bigint) is null then state = 'dead' else id = :id and state not in ('waiting', 'held') end
  and :channels like '%,' || channel || ',%'
