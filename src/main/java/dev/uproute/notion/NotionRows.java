package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.report.Report;
import dev.uproute.report.Sinks;
import dev.uproute.service.MonotonicClock;
import dev.uproute.store.KeyValues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be written to Notion: the rows of the services it lists, then the callout. A report is
 * only offered; route {@code notion-rows} asks for one request after the other and reports its
 * outcome. There is none while the gate is closed, nor for 15 minutes after the integration was
 * found to lack a right (403). Pauses are of the monotonic clock. Thread-safe.
 */
public final class NotionRows {
  private static final String NAME = "notion";
  private static final String BLOCK = "notion-callout";
  private static final Duration REST = Duration.ofMinutes(15);

  private final RequestGate gate;
  private final KeyValues memory;
  private final DataSourceColumns table;
  private final LastUpdatedBlock callout;
  private final RowWriter rows;
  private final MonotonicClock clock;
  private final InstantSource wall;
  private final SinkHealth health = new SinkHealth();
  private boolean underWay;
  private long round;
  private String remembered;

  /**
   * Joins the sinks whose state is shown.
   *
   * @param refresh between two writes of a row whose status stays
   */
  public NotionRows(
      RequestGate gate,
      KeyValues memory,
      Sinks sinks,
      DataSourceColumns table,
      LastUpdatedBlock callout,
      Duration refresh,
      MonotonicClock clock,
      InstantSource wall) {
    this.gate = gate;
    this.memory = memory;
    this.table = table;
    this.callout = callout;
    this.rows = new RowWriter(table, refresh);
    this.clock = clock;
    this.wall = wall;
    sinks.add(this::state);
  }

  /** Takes what everything means now; what waited of the report before gives way. */
  public synchronized void offer(Report report) {
    Instant now = clock.instant();
    rows.offer(report.services(), now);
    if (!callout.waits(now)) {
      round = rows.queue().round();
    }
    callout.offer(report.at());
    if (remembered == null) {
      remembered = Objects.requireNonNullElse(memory.value(BLOCK), "");
      if (remembered.startsWith(callout.page() + " ")) {
        callout.recall(remembered.substring(remembered.indexOf(' ') + 1));
      }
    }
  }

  /** The next request; null when there is none now. Whoever takes one reports its outcome. */
  public synchronized NotionRequest.Pending next() {
    Instant now = clock.instant();
    NotionRefusal closed = gate.reason();
    // what the source met is of interest here when it lasts
    if (closed != null
        && closed.retryAfter().compareTo(SinkHealth.USUAL) > 0
        && nextAttempt(now) != null) {
      health.refused(closed, now.plus(gate.left()));
    }
    if (underWay || closed != null || now.isBefore(health.until())) {
      return null;
    }
    NotionRequest.Pending errand = null;
    if (callout.waits(now) && rows.queue().through(round)) {
      errand = callout.next(now);
    }
    if (errand == null) {
      errand = rows.next(now);
    }
    underWay = errand != null;
    return errand;
  }

  /** Notion did what was asked. */
  public synchronized void done(NotionRequest.Pending errand, JsonNode answer) {
    errand.done().accept(answer);
    health.good(wall.instant());
    underWay = false;
  }

  /** Notion did not do it, or something of ours failed. */
  public synchronized void failed(NotionRequest.Pending errand, Exception cause) {
    underWay = false;
    if (!(cause instanceof NotionRefusal refusal)) {
      health.broken(cause);
    } else if (refusal.status() == 403) {
      health.refused(refusal, clock.instant().plus(REST));
    } else {
      health.refused(refusal, clock.instant().plus(gate.left()));
      errand.refused().accept(refusal);
    }
  }

  /** What sql/upsert-key-value.sql is to keep now; null = nothing. */
  public synchronized Map<String, Object> unremembered() {
    String known = callout.id() == null ? remembered : callout.page() + " " + callout.id();
    if (known == null || known.equals(remembered)) {
      return null;
    }
    remembered = known;
    return KeyValues.row(BLOCK, known);
  }

  private synchronized Sinks.State state() {
    Instant now = clock.instant();
    boolean ok = health.state().equals("ok");
    String complaints = String.join("; ", table.complaints());
    String error = !ok ? health.error() : complaints.isEmpty() ? null : complaints;
    return new Sinks.State(
        NAME,
        ok && !complaints.isEmpty() ? "incomplete" : health.state(),
        health.lastOk(),
        rows.queue().size() + (callout.waits(now) ? 1 : 0),
        shown(nextAttempt(now), now),
        error);
  }

  private Instant shown(Instant at, Instant now) {
    return at == null ? null : wall.instant().plus(Duration.between(now, at));
  }

  private Instant nextAttempt(Instant now) {
    Instant next = callout.waits(now) || underWay ? now : rows.nextAttempt(now);
    if (next == null) {
      return null;
    }
    Instant open = now.plus(gate.left());
    Instant least = open.isAfter(health.until()) ? open : health.until();
    return least.isAfter(next) ? least : next;
  }
}
