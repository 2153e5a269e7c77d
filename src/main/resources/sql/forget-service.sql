-- what is known of a service is nobody's from now on, and goes in steps; what is found of it later begins anew
update service set id = null, origin = null, name = '',
  results_from = 9223372036854775807, hours_until = 9223372036854775807,
  hours_from = 9223372036854775807, days_until = 9223372036854775807
where id = :id or id is null and name = :id
