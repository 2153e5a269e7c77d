package dev.uproute.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections of the store, which is opened by the first of them: routes can be built and validated
 * without touching the disk. Thread-safe.
 */
public final class Connections extends AbstractDataSource {
  private final Store store;
  private final boolean write;

  /**
   * @param write true for the one connection that writes, whose transactions take the write lock
   *     when they begin; false for those that refuse to
   */
  public Connections(Store store, boolean write) {
    this.store = store;
    this.write = write;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return store.connection(write);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }
}
