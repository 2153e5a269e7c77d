-- the certificates that a server sent last, as dev.uproute.check.Certificates writes them; written when they change
create table certificate (
  service bigint primary key references service (key),
  path text not null
);
