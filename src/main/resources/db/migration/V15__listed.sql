-- Services that the API was told to watch, oldest first: keys of services.yaml as JSON, parsed anew at each reading.
create table listed (
  key ${key},
  id text not null unique,
  keys text not null,
  at bigint not null
);

-- Services that went together with their history, which is deleted once what waits to be notified of them is sent.
create table purge (
  id text primary key,
  at bigint not null
);
