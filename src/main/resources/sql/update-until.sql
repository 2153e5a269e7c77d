-- how far the hours and days of a service go now; parameters: hours_until, days_until, key
update service set hours_until = ?, days_until = ? where key = ?
