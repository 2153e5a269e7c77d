-- A result that is deleted by hand leaves its hour and its day, too, which the next batch makes again; with the last one
-- that counts the whole history of its service goes.
create or replace function checks_delete() returns trigger language plpgsql as $$
declare
  gone result;
begin
  select * into gone from result where id = old.id;
  update streak set checks = checks - 1, counted = counted - 1, online = online - gone.online
  where service = gone.service;
  update hourly set checks = checks - 1, counted = counted - 1, online = online - gone.online
  where service = gone.service and start = gone.at / 3600000 * 3600000;
  if found then
    insert into recount (service, start) values (gone.service, gone.at / 3600000 * 3600000) on conflict do nothing;
  end if;
  update daily set checks = checks - 1, counted = counted - 1, online = online - gone.online
  where service = gone.service and start = gone.at / 86400000 * 86400000;
  delete from result where id = gone.id;
  if (select max(r.at) from result r where r.service = gone.service and r.online is not null) is null then
    delete from result where service = gone.service;
    delete from hourly where service = gone.service;
    delete from daily where service = gone.service;
    delete from recount where service = gone.service;
    update streak set checks = 0, counted = 0, online = 0 where service = gone.service;
  end if;
  update change set edits = edits + 1;
  return old;
end $$;
