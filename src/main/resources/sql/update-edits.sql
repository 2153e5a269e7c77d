-- what is kept in memory of the history is read anew
update change set edits = edits + 1
