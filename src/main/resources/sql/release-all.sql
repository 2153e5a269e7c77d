-- no other instance ran when this one started, so no claim is held
update channel set claimed_by = null where claimed_by is not null
