update lease set holder = null, until = 0 where holder = ? and epoch = ?
