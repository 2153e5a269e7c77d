update lease set until = ? where holder = ? and epoch = ?
