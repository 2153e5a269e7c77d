package dev.uproute.store;

import dev.uproute.text.Sentence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.NestedExceptionUtils;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Whether a SQLite file is whole. A file that is locked, read-only, on a full disk or of a newer
 * program is: only what SQLite itself calls corrupt, or no database, is damaged. Stateless.
 */
public final class Integrity {
  /** What is smaller is read whole when it is opened, in about a tenth of a second. */
  public static final long AT_ONCE = 32L << 20;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** The smallest page of SQLite; its files are whole pages. */
  private static final int PAGE = 512;

  private Integrity() {}

  /** Whether a failure says that the file is damaged. */
  public static boolean damaged(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException broken) {
        // the low byte is the kind of error, the rest says where it happened
        int kind = broken.getResultCode().code & 0xff;
        return kind == SQLiteErrorCode.SQLITE_CORRUPT.code
            || kind == SQLiteErrorCode.SQLITE_NOTADB.code
            // a length of more than 1 GB, which no text of this program has
            || kind == SQLiteErrorCode.SQLITE_TOOBIG.code
            // the format number in the header, which has been 4 for ever, is another
            || String.valueOf(broken.getMessage()).contains("unsupported file format");
      }
    }
    return false;
  }

  /** What SQLite says of a failure, as a clause for people. */
  public static String reason(Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    // the driver writes [SQLITE_CORRUPT] before it, and all of it again in brackets
    String text = String.valueOf(cause.getMessage());
    return Sentence.clean(text.replaceFirst("^\\[\\w+] ", "").replaceFirst(" \\(.*", ""));
  }

  /**
   * Whether a damaged file was a database of SQLite, not a text that somebody named by mistake: it
   * begins as one, or consists of whole pages.
   *
   * @throws IOException when it cannot be read
   */
  public static boolean wasDatabase(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer head = ByteBuffer.allocate(MAGIC.length);
      channel.read(head, 0);
      boolean begins = Arrays.equals(MAGIC, head.array());
      return begins || channel.size() > 0 && channel.size() % PAGE == 0;
    }
  }

  /**
   * What can be found out at once of a file of any size: all of it up to {@link #AT_ONCE}; of a
   * larger one, whether it ends where its header says, its schema, and both ends of each table.
   *
   * @return whether all was read
   * @throws SQLException as {@link #quick}
   */
  public static boolean atOnce(Connection connection) throws SQLException {
    boolean small =
        number(connection, "pragma page_count") * number(connection, "pragma page_size") <= AT_ONCE;
    if (small) {
      quick(connection);
    } else {
      for (String table : tables(connection)) {
        for (String order : List.of("asc", "desc")) {
          read(
              connection, "select * from \"%s\" order by rowid %s limit 1".formatted(table, order));
        }
      }
    }
    return small;
  }

  /**
   * Reads every page. It takes a few seconds for each gigabyte, and may run beside other
   * connections.
   *
   * @throws SQLException with the code SQLITE_CORRUPT when something is wrong
   */
  public static void quick(Connection connection) throws SQLException {
    check(connection, "pragma quick_check(1)");
  }

  /**
   * As {@link #quick}, and whether each row is in its indexes; takes several times as long.
   *
   * @throws SQLException likewise
   */
  public static void full(Connection connection) throws SQLException {
    check(connection, "pragma integrity_check(1)");
  }

  private static void check(Connection connection, String pragma) throws SQLException {
    String found = read(connection, pragma);
    if (!"ok".equals(found)) {
      String sentence = found.replaceFirst("^\\*\\*\\* in database main \\*\\*\\*\\s+", "");
      throw new SQLiteException(sentence, SQLiteErrorCode.SQLITE_CORRUPT);
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select name from sqlite_master where type = 'table' and rootpage > 0")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private static long number(Connection connection, String sql) throws SQLException {
    return Long.parseLong(read(connection, sql));
  }

  private static String read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
