package dev.uproute.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is, and who uses it. Immutable; its text names neither user nor
 * password.
 *
 * @param hosts each with its port; the first that answers is used
 * @param user null = as the driver finds it out
 * @param password null = as the driver finds it out
 * @param options of the driver, by the names it has for them
 */
public record PostgresAddress(
    List<Host> hosts, String database, String user, String password, Map<String, String> options) {
  /** The form in which an address is written. */
  public static final String FORM = "postgresql://user:password@host:port/database";

  private static final Pattern PARTS =
      Pattern.compile(
          "(?:jdbc:)?(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):"
              + "(?://(?:(?<who>[^/?#]*)@)?(?<hosts>[^/?#@]*)(?:/(?<database>[^/?#]*))?)?"
              + "(?:\\?(?<options>[^#]*))?");

  private static final Pattern HOST =
      Pattern.compile("(?<name>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?");

  /** A server of that name or address. */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  /**
   * Reads an address as {@code DATABASE_URL} holds it; user, password, database and options are
   * URL-encoded.
   *
   * @param text {@code postgresql://}, {@code postgres://} or {@code jdbc:postgresql://}
   * @param password in place of the one in the address; empty = that one
   * @throws IllegalArgumentException with what is wrong, as the end of a sentence about it, without
   *     any part of it that may be secret
   */
  public static PostgresAddress parse(String text, String password) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("is no address, or needs %-encoding; it must be " + FORM);
    }
    String scheme = parts.group("scheme");
    if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
      throw new IllegalArgumentException(
          "has the scheme " + scheme + ", which is not supported; it must be " + FORM);
    }
    Map<String, String> options = PostgresOptions.parse(parts.group("options"));
    String who = parts.group("who");
    String[] named = who == null ? new String[0] : who.split(":", 2);
    String user = named.length > 0 ? decoded("user", named[0]) : options.remove("user");
    String secret = named.length > 1 ? decoded("password", named[1]) : options.remove("password");
    String database = parts.group("database");
    if (database == null || database.isEmpty()) {
      throw new IllegalArgumentException("names no database; it must be " + FORM);
    }
    return new PostgresAddress(
        hosts(parts.group("hosts")),
        decoded("database", database),
        user,
        password.isEmpty() ? secret : password,
        PostgresOptions.judged(options));
  }

  private static List<Host> hosts(String text) {
    List<Host> hosts = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches()) {
        throw new IllegalArgumentException(
            each.isEmpty()
                ? "names no host; it must be " + FORM
                : "has a host that is none, or needs %-encoding; it must be " + FORM);
      }
      int port = host.group("port") == null ? 5432 : Integer.parseInt(host.group("port"));
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "has the port " + port + "; a port is a number from 1 to 65535");
      }
      hosts.add(new Host(host.group("name"), port));
    }
    return List.copyOf(hosts);
  }

  /**
   * @throws IllegalArgumentException as {@link #parse}
   */
  static String decoded(String what, String text) {
    try {
      // a plus sign is one, as it is for every other program that takes such an address
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "has a % in the " + what + " that begins no encoded character; %25 stands for %");
    }
  }

  /** A connection of its own that only reads; nothing is made or migrated. */
  public Connection reader() throws SQLException {
    return new PostgresDatabase(this, Duration.ofSeconds(5)).reader();
  }

  /** Connections to it, without its options. */
  PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(hosts.stream().map(Host::name).toArray(String[]::new));
    source.setPortNumbers(hosts.stream().mapToInt(Host::port).toArray());
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setApplicationName("Uproute");
    source.setConnectTimeout(5);
    return source;
  }

  /**
   * A connection to the database of another program: it changes nothing, and sees one state for as
   * long as it is open.
   *
   * @throws SQLException when there is none, or its options are wrong
   */
  public Connection reading() throws SQLException {
    PGSimpleDataSource source = source();
    for (Map.Entry<String, String> option : options.entrySet()) {
      source.setProperty(option.getKey(), option.getValue());
    }
    Connection connection = source.getConnection();
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public String toString() {
    return "postgresql://"
        + String.join(",", hosts.stream().map(Host::toString).toList())
        + "/"
        + database;
  }
}
