delete from hourly where service = :#service and start < :#upto
