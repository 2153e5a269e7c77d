-- Who works on this database: one row. A holder that died stands here until another takes it; holder is null when
-- it was given back. Times are epoch milliseconds, on a server of its clock.
create table lease (
  name text primary key,
  holder text,
  epoch bigint not null,
  until bigint not null
);
insert into lease (name, holder, epoch, until) values ('monitor', null, 0, 0);
