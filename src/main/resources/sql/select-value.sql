select value from remembered where name = ?
