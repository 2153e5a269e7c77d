delete from spool where id = :#id
