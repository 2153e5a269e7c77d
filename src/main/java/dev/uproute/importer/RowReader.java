package dev.uproute.importer;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of the current row; null for a row that says nothing. */
@FunctionalInterface
interface RowReader<T> {
  T of(ResultSet row) throws SQLException;
}
