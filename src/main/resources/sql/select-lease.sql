select holder, epoch, until from lease
