package dev.uproute.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A SQLite connection whose transactions take the write lock when they begin, and whose methods say
 * what the database did. The driver's own do not: {@code setAutoCommit(false)} counts as done when
 * {@code begin} failed, so that each later statement is committed alone, and {@code commit} begins
 * the next transaction and fails with that although this one is committed. So the driver is left in
 * auto-commit mode, and the statements of a transaction are executed here. Not thread-safe, like
 * any connection.
 */
final class ImmediateTransactions implements InvocationHandler {
  private final Connection connection;
  private boolean autoCommit = true;
  private boolean begun;

  private ImmediateTransactions(Connection connection) {
    this.connection = connection;
  }

  static Connection on(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ImmediateTransactions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new ImmediateTransactions(connection));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "getAutoCommit":
        return autoCommit;
      case "setAutoCommit":
        autoCommit((Boolean) arguments[0]);
        return null;
      case "commit":
        end("commit");
        return null;
      case "rollback":
        end("rollback");
        return null;
      case "createStatement", "prepareStatement":
        begin();
        break;
      default:
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void autoCommit(boolean value) throws SQLException {
    if (value) {
      end("commit");
      autoCommit = true;
    } else if (autoCommit) {
      autoCommit = false;
      begin();
    }
  }

  private void begin() throws SQLException {
    if (!autoCommit && !begun) {
      execute("begin immediate");
      begun = true;
    }
  }

  private void end(String word) throws SQLException {
    if (begun) {
      execute(word);
      begun = false;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
