insert into spool (at, run, began, result) values (:#at, :#run, :#began, :#result)
