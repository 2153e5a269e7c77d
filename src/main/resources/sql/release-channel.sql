update channel set claimed_by = null, claimed_until = null where name = :#channel and claimed_by = :#token
