select channel from delivery where id = :id
