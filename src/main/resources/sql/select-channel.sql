select state, not_before, failures, since, told, reason from channel where name = :#channel
