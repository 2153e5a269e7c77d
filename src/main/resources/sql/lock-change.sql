-- first in the transaction of a batch: from here on no other one writes a batch, and one that was begun has ended;
-- SQLite is locked as a whole by then
update change set edits = edits
