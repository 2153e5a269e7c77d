-- something new waits, so every channel is due
update channel set due_at = null where due_at is not null
