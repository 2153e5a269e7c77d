-- in the transaction of the batch: a reader of the database knows which batches it sees
update change set batch = :#${body}
