-- A result that is deleted by hand leaves its hour and its day, too, which the next batch makes again; with the last one
-- that counts the whole history of its service goes.
drop trigger if exists checks_delete;
create trigger checks_delete instead of delete on checks begin
  update streak set checks = checks - 1, counted = counted - 1, online = online - old.is_online
  where service = (select service from result where id = old.id);
  update hourly set checks = checks - 1, counted = counted - 1, online = online - old.is_online
  where service = (select service from result where id = old.id)
    and start = (select at / 3600000 * 3600000 from result where id = old.id);
  update daily set checks = checks - 1, counted = counted - 1, online = online - old.is_online
  where service = (select service from result where id = old.id)
    and start = (select at / 86400000 * 86400000 from result where id = old.id);
  insert into recount (service, start)
  select h.service, h.start
  from result r join hourly h on h.service = r.service and h.start = r.at / 3600000 * 3600000
  where r.id = old.id and not exists (select 1 from recount o where o.service = h.service and o.start = h.start);
  -- start -1 stands for the whole history
  insert into recount (service, start)
  select r.service, -1 from result r
  where r.id = old.id
    and (select max(o.at) from result o where o.service = r.service and o.online is not null and o.id <> r.id) is null;
  delete from hourly where service = (select service from recount where start = -1);
  delete from daily where service = (select service from recount where start = -1);
  delete from result where service = (select service from recount where start = -1) and online is null;
  update streak set checks = 0, counted = 0, online = 0 where service = (select service from recount where start = -1);
  delete from recount where service = (select service from recount where start = -1);
  delete from result where id = old.id;
  update change set edits = edits + 1;
end;
