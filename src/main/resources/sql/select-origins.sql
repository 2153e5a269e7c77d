-- the services whose history follows a page of Notion
select origin, id from service where origin is not null and id is not null
