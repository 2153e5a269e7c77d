-- one send at a time and channel, of whichever instance; one that died gives way after its lease, which who
-- looks measures itself: no wall clock says whether another lives
update channel set claimed_by = :#token, claimed_until = :#until
where name = :#channel and (claimed_by is null or claimed_by = :#${variable.abandoned})
