package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.importer.Imported.PastSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Uptime Kuma found: its heartbeats, and where 2.x has let these go, its hours and days. An
 * attempt that failed (PENDING) is a failure, as it is in Kuma's own uptime. Not thread-safe.
 */
final class KumaHistory {
  private static final int UP = 1;
  private static final int MAINTENANCE = 3;
  private static final Pattern CODE =
      Pattern.compile("^([1-5]\\d\\d) - |status code ([1-5]\\d\\d)");
  private static final Pattern TIMEOUT = Pattern.compile("(?i)^timeout |timed? ?out");

  private final ForeignDatabase file;
  private final KumaSums sums;

  KumaHistory(ForeignDatabase file) {
    this.file = file;
    this.sums = new KumaSums(file);
  }

  /**
   * Of one monitor.
   *
   * @param id of its service
   */
  Imported.History of(int monitor, String id) {
    List<PastSum> all = sums.of(monitor);
    return new Imported.History(
        id,
        null,
        () -> results(monitor, "", PastSum.end(all)),
        all,
        null,
        () -> results(monitor, " and important = 1", null));
  }

  private Stream<PastResult> results(int monitor, String which, Instant from) {
    return file.stream(
        "select time, status, msg, ping from heartbeat where monitor_id = ? and time >= ?"
            + which
            + " order by time, id",
        KumaHistory::result,
        monitor,
        from == null ? "" : SqlTime.text(from));
  }

  private static PastResult result(ResultSet row) throws SQLException {
    int found = row.getInt("status");
    String said = row.getString("msg");
    String text = said == null ? "" : said;
    Status failed = TIMEOUT.matcher(text).find() ? Status.TIMEOUT : Status.DOWN;
    Matcher code = CODE.matcher(text);
    boolean answered = code.find();
    String number =
        answered && code.group(1) != null ? code.group(1) : answered ? code.group(2) : null;
    double ping = row.getDouble("ping");
    Long response = row.wasNull() || ping < 0 ? null : (Long) Math.round(ping * 1000);
    Instant at = SqlTime.instant(row.getObject("time"));
    return at == null
        ? null
        : new PastResult(
            at,
            found == UP ? Status.UP : found == MAINTENANCE ? Status.UNKNOWN : failed,
            response,
            number == null ? null : Integer.valueOf(number),
            text.isEmpty() ? null : text,
            found == MAINTENANCE);
  }
}
