-- of what was imported as hours and days there are no results, or hours; parameters: results_from and hours_from,
-- each twice, and the key of the service
update service set results_from = case when results_from < ? then ? else results_from end,
  hours_from = case when hours_from < ? then ? else hours_from end
where key = ?
