-- When the changes of state in the column turns were found, newest first: epoch milliseconds with blanks between.
alter table streak add column changes text;
