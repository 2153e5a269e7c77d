update service set hours_from = :#upto where key = :#service and hours_from < :#upto
