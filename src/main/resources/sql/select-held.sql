select epoch from lease where holder = ? and epoch = ?
