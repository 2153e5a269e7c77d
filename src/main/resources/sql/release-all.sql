-- whoever held the lease before is gone, and nobody else sends
update channel set claimed_by = null where claimed_by is not null
