-- when the claim would have ended stays: it shows that somebody delivers to the channel
update channel set claimed_by = null, due_at = :#due where name = :#channel and claimed_by = :#token
