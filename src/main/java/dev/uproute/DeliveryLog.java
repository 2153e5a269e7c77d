package dev.uproute;

import dev.uproute.report.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was told to whom, as the command line shows and changes it. Thread-safe. */
public final class DeliveryLog {
  private final NamedParameterJdbcTemplate reader;
  private final NamedParameterJdbcTemplate writer;
  private final TransactionTemplate transaction;

  public DeliveryLog(DataSource reader, DataSource writer) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.writer = new NamedParameterJdbcTemplate(writer);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(writer));
  }

  /**
   * A line for each of the latest deliveries, newest first.
   *
   * @param channel null = all
   * @param state null = all
   */
  List<String> lines(String channel, String state) {
    return reader.query(
        Store.sql("select-deliveries"),
        new MapSqlParameterSource("channel", channel).addValue("state", state),
        (row, _) -> line(row));
  }

  private static String line(ResultSet row) throws SQLException {
    String service = row.getString("service");
    String reason = row.getString("reason");
    return "%d  %s  %s  %s  %s%s%s"
        .formatted(
            row.getLong("id"),
            Store.instant(row, "at").truncatedTo(ChronoUnit.SECONDS),
            row.getString("channel"),
            row.getString("state"),
            row.getString("event"),
            service == null ? "" : " " + service,
            reason == null ? "" : "  " + Words.visible(reason));
  }

  /** The channel of a delivery; null when there is no such delivery. */
  String channel(long id) {
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
