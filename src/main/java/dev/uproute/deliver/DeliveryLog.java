package dev.uproute.deliver;

import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was notified to whom, as the command line shows and changes it. Thread-safe. */
public final class DeliveryLog {
  private static final List<String> HEADING =
      List.of("ID", "AT", "CHANNEL", "STATE", "EVENT", "SERVICE", "REASON");

  private final NamedParameterJdbcTemplate reader;
  private final NamedParameterJdbcTemplate writer;
  private final TransactionTemplate transaction;

  public DeliveryLog(DataSource reader, DataSource writer) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.writer = new NamedParameterJdbcTemplate(writer);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(writer));
  }

  /**
   * A table of the latest deliveries, newest first, below its heading; empty when there are none.
   *
   * @param channel null = all
   * @param state null = all
   * @param now the present
   */
  public List<String> lines(String channel, String state, Instant now) {
    List<List<String>> rows =
        reader.query(
            Store.sql("select-deliveries"),
            new MapSqlParameterSource("channel", channel).addValue("state", state),
            (row, _) -> cells(row, now));
    if (rows.isEmpty()) {
      return List.of();
    }
    List<List<String>> table = new ArrayList<>(List.of(HEADING));
    table.addAll(rows);
    int[] widths = new int[HEADING.size()];
    table.forEach(row -> widen(widths, row));
    return table.stream().map(row -> line(widths, row)).toList();
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static String line(int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
    }
    return line.toString().stripTrailing();
  }

  private static List<String> cells(ResultSet row, Instant now) throws SQLException {
    String service = row.getString("service");
    return List.of(
        row.getString("id"),
        Store.instant(row, "at").truncatedTo(ChronoUnit.SECONDS).toString(),
        row.getString("channel"),
        row.getString("state"),
        row.getString("event"),
        service == null ? "-" : service,
        Words.visible(why(row, now)));
  }

  /** What the row says; of one that waits, until when its channel does, and why. */
  private static String why(ResultSet row, Instant now) throws SQLException {
    String reason = row.getString("reason");
    String channel = row.getString("channel_state");
    String why = row.getString("channel_reason");
    if (!row.getString("state").equals("waiting") || channel == null || channel.equals("ok")) {
      return reason == null ? "" : reason;
    }
    Instant next = Store.instant(row, "not_before");
    String until =
        channel.equals("off") && next == null
            ? "the channel is off until its settings change"
            : next == null || next.isBefore(now)
                ? "next attempt now"
                : "next attempt at " + next.truncatedTo(ChronoUnit.SECONDS);
    return until + (why == null ? "" : ": " + why);
  }

  /** The channel of a delivery; null when there is no such delivery. */
  public String channel(long id) {
    return reader
        .queryForList(
            Store.sql("select-delivery"), new MapSqlParameterSource("id", id), String.class)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /**
   * Lets deliveries wait again, and gives channels that were off another chance.
   *
   * @param id null = all that are dead
   * @param channels names of those there are, each between two commas; of others nothing is sent
   * @param now the present
   * @return how many
   */
  public int resend(Long id, String channels, Instant now) {
    MapSqlParameterSource what =
        new MapSqlParameterSource("id", id)
            .addValue("channels", channels)
            .addValue("now", now.toEpochMilli());
    return transaction.execute(
        _ -> {
          writer.update(Store.sql("update-revived"), what);
          return writer.update(Store.sql("update-again"), what);
        });
  }
}
