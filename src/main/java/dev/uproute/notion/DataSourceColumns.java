package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data source whose rows are written: which columns it has is read before the first row, every
 * hour, every five minutes while something is wrong with them, and after a row was refused. Not
 * thread-safe.
 */
public final class DataSourceColumns {
  private static final Logger LOG = LoggerFactory.getLogger(DataSourceColumns.class);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration INCOMPLETE = Duration.ofMinutes(5);

  private final String database;
  private String id;
  private Columns columns;
  private Instant next = Instant.MIN;
  private String trouble;
  private List<String> logged = List.of();

  /**
   * @param id of the data source; empty = the only one of the database
   * @param database may be empty when the id is not
   */
  public DataSourceColumns(String id, String database) {
    this.id = Layout.id(id);
    this.database = Layout.id(database);
  }

  /** The columns as they were read last; null when they never were. */
  Columns columns() {
    return columns;
  }

  /** Whether the columns are to be read now. */
  boolean due(Instant now) {
    return !now.isBefore(next);
  }

  /** When the columns are to be read again. */
  Instant next() {
    return next;
  }

  /** Whether there is a column that can be written. */
  boolean writable() {
    return columns != null && !columns.none();
  }

  /** What was refused may be because the columns are others now. */
  void doubt() {
    next = Instant.MIN;
  }

  /** What is wrong, a sentence each. */
  List<String> complaints() {
    return trouble != null ? List.of(trouble) : columns == null ? List.of() : columns.complaints();
  }

  /** The request that reads them. */
  NotionRequest.Pending read(Instant now) {
    return id.isEmpty()
        ? new NotionRequest.Pending(
            NotionRequest.get("/v1/databases/" + database), this::find, r -> later(r, now))
        : new NotionRequest.Pending(
            NotionRequest.get("/v1/data_sources/" + id),
            answer -> take(answer, now),
            r -> later(r, now));
  }

  private void find(JsonNode answer) {
    id = RowListing.only(answer);
  }

  private void take(JsonNode answer, Instant now) {
    columns = new Columns(answer);
    trouble = null;
    next = now.plus(columns.complaints().isEmpty() ? KEPT : INCOMPLETE);
    log();
  }

  /** Columns that are known are believed a while longer. */
  private void later(NotionRefusal refusal, Instant now) {
    if (refusal.kind() != NotionRefusal.Kind.LATER) {
      trouble = refusal.getMessage();
      next = now.plus(INCOMPLETE);
      log();
    }
  }

  private void log() {
    List<String> complaints = complaints();
    String rest = writable() ? "the other columns are written" : "no row is written";
    complaints.stream()
        .filter(sentence -> !logged.contains(sentence))
        .forEach(sentence -> LOG.warn("Notion: {}; {}", sentence, rest));
    logged = complaints;
  }
}
