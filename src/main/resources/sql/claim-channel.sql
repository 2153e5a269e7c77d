-- one send at a time and channel, of whichever instance; one that died gives way after its lease, which who
-- polls measures itself: no wall clock shows whether another instance runs
update channel set claimed_by = :#token, claimed_until = :#until
where name = :#channel and (claimed_by is null or claimed_by = :#${variable.abandoned})
