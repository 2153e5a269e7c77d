-- origin is the page of Notion that lists the service, so that its history follows the page; null otherwise
alter table service add column origin text;
create unique index service_origin on service (origin);

-- what outlives a restart and is no history, such as the last good list of a source
create table remembered (
  name text primary key,
  value text not null,
  at bigint not null
);
