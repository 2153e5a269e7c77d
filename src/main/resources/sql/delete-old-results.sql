delete from result where service = :#service and at < :#upto
