-- nobody asks for what is older than a day
delete from spool where at < :#${body}
