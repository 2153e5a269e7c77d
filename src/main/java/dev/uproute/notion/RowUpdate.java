package dev.uproute.notion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Evidence;
import dev.uproute.check.Status;
import dev.uproute.report.ServiceReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What one Notion row is to say. Nulls empty a cell.
 *
 * @param page the row's id
 * @param name of the service, for messages
 * @param label {@link #ONLINE}, {@link #OFFLINE} or {@link #UNKNOWN}
 * @param checked when the last check began
 * @param response milliseconds with one decimal; null for UDP and where nothing answered
 * @param day uptime as a fraction from 0 to 1 with four decimals, as are the two that follow
 */
record RowUpdate(
    String page,
    String name,
    String label,
    Instant checked,
    Double response,
    Double day,
    Double week,
    Double month) {
  static final String ONLINE = "Online";
  static final String OFFLINE = "Offline";
  static final String UNKNOWN = "Unknown";

  /** Of a service that was checked at least once. */
  static RowUpdate of(String page, ServiceReport report) {
    Evidence evidence = report.latest().evidence();
    return new RowUpdate(
        page,
        report.service().name(),
        label(report.status()),
        report.latest().at().truncatedTo(ChronoUnit.SECONDS),
        millis(evidence.response()),
        fraction(report.uptime().day()),
        fraction(report.uptime().week()),
        fraction(report.uptime().month()));
  }

  static String label(Status status) {
    return switch (status) {
      case UP, DEGRADED, PARTIAL -> ONLINE;
      case BOT_DETECTED, TIMEOUT, DOWN -> OFFLINE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static Double millis(Long micros) {
    return micros == null ? null : Math.round(micros / 100.0) / 10.0;
  }

  /** Rounded down, so that 100 % means that nothing failed. */
  private static Double fraction(Double exact) {
    return exact == null
        ? null
        : BigDecimal.valueOf(exact).setScale(4, RoundingMode.FLOOR).doubleValue();
  }

  /**
   * The body of the request, with the columns there are.
   *
   * @param status the label to write; null leaves the cell as it is
   */
  ObjectNode body(Columns columns, String status) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode cells = body.putObject("properties");
    if (status != null && columns.takes(status)) {
      cell(cells, Column.STATUS).putObject(columns.type(Column.STATUS)).put("name", status);
    }
    if (columns.has(Column.LAST_CHECKED)) {
      cell(cells, Column.LAST_CHECKED).putObject("date").put("start", checked.toString());
    }
    number(cells, columns, Column.RESPONSE_TIME, response);
    number(cells, columns, Column.DAY, day);
    number(cells, columns, Column.WEEK, week);
    number(cells, columns, Column.MONTH, month);
    return body;
  }

  private static void number(ObjectNode cells, Columns columns, Column column, Double value) {
    if (columns.has(column)) {
      cell(cells, column).put("number", value);
    }
  }

  private static ObjectNode cell(ObjectNode cells, Column column) {
    return cells.putObject(column.title());
  }
}
