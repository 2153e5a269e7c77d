select state, not_before, failures, since, told, reason, claimed_by, claimed_until from channel where name = :#channel
