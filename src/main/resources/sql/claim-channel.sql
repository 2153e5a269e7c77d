-- one send at a time and channel, of whichever instance; one that died gives way after its lease, or at once
-- when nobody else was there as we came: then its claim ends before the first of ours would
update channel set claimed_by = :#token, claimed_until = :#until
where name = :#channel and (claimed_by is null or claimed_until < :#now or claimed_until < :#dead)
