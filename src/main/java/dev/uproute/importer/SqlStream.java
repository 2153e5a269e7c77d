package dev.uproute.importer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a query one by one, so that a history of any length fits into memory. */
final class SqlStream<T> extends Spliterators.AbstractSpliterator<T> {
  /** Rows a server sends at once; SQLite gives them one by one. */
  private static final int FETCH = 1_000;

  private final ResultSet rows;
  private final RowReader<T> reader;
  private final Function<SQLException, RuntimeException> failed;

  private SqlStream(
      ResultSet rows, RowReader<T> reader, Function<SQLException, RuntimeException> failed) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.rows = rows;
    this.reader = reader;
    this.failed = failed;
  }

  /** To be closed; rows that give null are left out. */
  static <T> Stream<T> of(
      Connection connection,
      String sql,
      RowReader<T> reader,
      Function<SQLException, RuntimeException> failed,
      Object... parameters) {
    try {
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.setFetchSize(FETCH);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      ResultSet rows = statement.executeQuery();
      return StreamSupport.stream(new SqlStream<>(rows, reader, failed), false)
          .onClose(() -> close(statement, failed));
    } catch (SQLException e) {
      throw failed.apply(e);
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    try {
      while (rows.next()) {
        T value = reader.of(rows);
        if (value != null) {
          action.accept(value);
          return true;
        }
      }
      return false;
    } catch (SQLException e) {
      throw failed.apply(e);
    }
  }

  private static void close(
      PreparedStatement statement, Function<SQLException, RuntimeException> failed) {
    try {
      statement.close();
    } catch (SQLException e) {
      throw failed.apply(e);
    }
  }
}
