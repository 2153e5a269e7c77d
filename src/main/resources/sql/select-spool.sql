-- what is to be handed in, the newest first
select id, run, began, result from spool order by id desc limit :#${bean:agent?method=most}
