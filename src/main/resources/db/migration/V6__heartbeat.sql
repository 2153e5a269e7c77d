-- What a heartbeat service said last, by its id, because a job may speak before its first result is
-- stored. Times are epoch milliseconds, ran milliseconds; all null when it is not listed any more.
create table beat (
  service text primary key,
  since bigint,
  good bigint,
  started bigint,
  failed bigint,
  code integer,
  ran bigint,
  excused bigint
);
