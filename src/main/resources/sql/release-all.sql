-- nobody else was there when we came, so nobody holds a channel
update channel set claimed_by = null where claimed_by is not null
