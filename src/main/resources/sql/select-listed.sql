-- what the API was told to watch, oldest first
select id, keys from listed order by key
