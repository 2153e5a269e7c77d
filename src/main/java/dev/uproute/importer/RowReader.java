package dev.uproute.importer;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of the current row; null for a row that says nothing. */
@FunctionalInterface
interface RowReader<T> {
  T of(ResultSet row) throws SQLException;

  /** A column of milliseconds, in microseconds; null where it is null. */
  static Long micros(ResultSet row, String column) throws SQLException {
    double millis = row.getDouble(column);
    return row.wasNull() ? null : (Long) Math.round(millis * 1000);
  }
}
