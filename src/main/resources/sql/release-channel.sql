-- claimed_until stays: it shows that an instance delivers to the channel
update channel set claimed_by = null, due_at = :#due where name = :#channel and claimed_by = :#token
