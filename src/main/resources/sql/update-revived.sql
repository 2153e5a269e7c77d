update channel set state = 'ok', not_before = null, failures = 0, since = null, due_at = null
where name in (select channel from delivery where case when cast(:id as bigint) is null then state = 'dead' else id = :id end)
