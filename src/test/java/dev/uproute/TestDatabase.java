package dev.uproute;

import dev.uproute.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The databases that there are, for tests that run on each; on both a file names one. */
public enum TestDatabase {
  SQLITE {
    @Override
    public Map<String, String> settings(Path file) {
      return Map.of(
          "uproute.store", "sqlite",
          "uproute.store.path", file.toString(),
          "uproute.store.busy-timeout", "5s");
    }

    @Override
    public Connection outside(Path file) throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public String lock() {
      return "begin immediate";
    }
  },

  POSTGRESQL {
    @Override
    public Map<String, String> settings(Path file) {
      return settings(PostgresServer.address(file));
    }

    @Override
    public Connection outside(Path file) throws SQLException {
      String address = PostgresServer.address(file).replace("postgres@", "");
      return DriverManager.getConnection("jdbc:" + address, "postgres", "");
    }

    @Override
    public String lock() {
      return "begin; lock table change, channel, delivery, flip, result, service, streak"
          + " in exclusive mode";
    }
  };

  /** Those on which the tests run that are many. */
  static List<TestDatabase> used() {
    boolean each = "each".equals(System.getProperty("test.databases"));
    return each ? List.of(values()) : List.of(SQLITE);
  }

  /** The settings of a store on the database of this file, which is made when there is none. */
  public abstract Map<String, String> settings(Path file);

  /**
   * Puts a SQLite file there whose tables are made, where there is none yet: most of what a start
   * with a new file takes. On PostgreSQL each database is such a copy.
   *
   * @return the file
   */
  public static Path migrated(Path file) {
    try {
      if (Files.notExists(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Migrated.FILE);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database without rows, made by the first test that wants one. */
  private static final class Migrated {
    private static final byte[] FILE = file();

    private static byte[] file() {
      try {
        Path file = Files.createTempDirectory("migrated").resolve("history.db");
        try (Store store = new Store("sqlite", file.toString())) {
          store.open();
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A connection as a command line of the database would have one. */
  public abstract Connection outside(Path file) throws SQLException;

  /** Begins a transaction that keeps all others from writing. */
  public abstract String lock();

  /** The settings of a store on a PostgreSQL database. */
  public static Map<String, String> settings(String address) {
    return Map.of(
        "uproute.store", "postgresql",
        "uproute.store.url", address,
        "uproute.store.password", "",
        "uproute.store.busy-timeout", "5s");
  }
}
