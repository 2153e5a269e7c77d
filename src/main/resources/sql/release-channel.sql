-- when the claim would have ended stays: it shows that an instance polls the channel
update channel set claimed_by = null where name = :#channel and claimed_by = :#token
