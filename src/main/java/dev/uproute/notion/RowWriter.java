package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.report.ServiceReport;
import dev.uproute.service.Source;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes requests of the rows that wait, and knows what a refusal of one row means.
 *
 * <ol>
 *   <li>A row that is gone (404, or 400 because it is in the trash) is left alone, reported once.
 *   <li>A row that is refused otherwise (400) is tried once more with columns that were read anew.
 *   <li>A row that failed for another reason waits on.
 * </ol>
 *
 * Not thread-safe.
 */
final class RowWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

  private final RowQueue queue;
  private final DataSourceColumns table;
  private final Set<String> doubted = new HashSet<>();
  private final Set<String> logged = new HashSet<>();

  /**
   * @param refresh between two writes of a row whose status stays
   */
  RowWriter(DataSourceColumns table, Duration refresh) {
    this.queue = new RowQueue(refresh);
    this.table = table;
  }

  RowQueue queue() {
    return queue;
  }

  /**
   * Takes the services that Notion lists and that were checked; the others have no row to write.
   */
  void offer(List<ServiceReport> services, Instant now) {
    List<RowUpdate> rows =
        services.stream()
            .filter(s -> s.service().source().equals(Source.NOTION.name()) && s.latest() != null)
            .map(s -> RowUpdate.of(s.service().tags().get("origin"), s))
            .toList();
    queue.offer(rows, now);
    Set<String> pages = Set.copyOf(rows.stream().map(RowUpdate::page).toList());
    doubted.retainAll(pages);
    logged.retainAll(pages);
  }

  /** The next request; null when no row waits or nothing of one can be written. */
  NotionRequest.Pending next(Instant now) {
    RowUpdate update = queue.first();
    if (update == null) {
      return null;
    }
    if (table.due(now)) {
      return table.read(now);
    }
    if (!table.writable()) {
      return null;
    }
    String label = queue.label(update);
    return new NotionRequest.Pending(
        NotionRequest.patch("/v1/pages/" + update.page(), update.body(table.columns(), label)),
        answer -> done(update, label, answer, now),
        refusal -> refused(update, refusal, now));
  }

  /** When the next request can be made; null when no row waits. */
  Instant nextAttempt(Instant now) {
    return queue.size() == 0 ? null : table.due(now) || table.writable() ? now : table.next();
  }

  private void done(RowUpdate update, String label, JsonNode answer, Instant now) {
    queue.done(update, label, cell(answer), now);
    doubted.remove(update.page());
    logged.remove(update.page());
  }

  /** What the status cell holds; empty for nothing, null when the answer does not say. */
  private static String cell(JsonNode page) {
    JsonNode cell = page.path("properties").path(Column.STATUS.title());
    return cell.isMissingNode()
        ? null
        : cell.path(cell.path("type").asText()).path("name").asText("");
  }

  private void refused(RowUpdate update, NotionRefusal refusal, Instant now) {
    boolean gone = refusal.status() == 404 || trashed(refusal);
    if (refusal.kind() == NotionRefusal.Kind.LATER) {
      queue.failed(update);
    } else if (!gone && doubted.add(update.page())) {
      queue.failed(update);
      table.doubt();
    } else {
      queue.refused(update, now);
      if (logged.add(update.page())) {
        LOG.warn(
            "The row \"{}\" of Notion is not written until the list brings it again: {}",
            Words.visible(update.name()),
            refusal.getMessage());
      }
    }
  }

  private static boolean trashed(NotionRefusal refusal) {
    return refusal.status() == 400 && refusal.getMessage().matches("(?is).*(archived|trash).*");
  }
}
