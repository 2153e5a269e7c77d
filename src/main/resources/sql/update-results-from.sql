update service set results_from = :#upto where key = :#service and results_from < :#upto
