-- one instance at a time sends to a channel; the claim of one that died ends after its lease, which each instance
-- measures on its own monotonic clock, because no wall clock shows whether another one runs
update channel set claimed_by = :#token, claimed_until = :#until
where name = :#channel and (claimed_by is null or claimed_by = :#${variable.abandoned})
