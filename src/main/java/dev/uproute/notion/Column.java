package dev.uproute.notion;

import java.util.List;

/** The columns a result is written to, by the names they have in Notion. */
enum Column {
  STATUS("Status", "select", "status"),
  LAST_CHECKED("Last Checked", "date"),
  RESPONSE_TIME("Response Time (ms)", "number"),
  DAY("Uptime 24h %", "number"),
  WEEK("Uptime 7d %", "number"),
  MONTH("Uptime 30d %", "number");

  private final String title;
  private final List<String> types;

  Column(String title, String... types) {
    this.title = title;
    this.types = List.of(types);
  }

  String title() {
    return title;
  }

  /** The types of Notion it can be written as; the first is the one a new column gets. */
  List<String> types() {
    return types;
  }

  /** Whether Notion shows it as a percentage, of which it holds the fraction. */
  boolean percent() {
    return this == DAY || this == WEEK || this == MONTH;
  }
}
