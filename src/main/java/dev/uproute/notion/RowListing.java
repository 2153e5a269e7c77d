package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The list while it is read, page by page: all of it or nothing. Immutable.
 *
 * @param source the data source; empty until it is found in its database
 * @param headings null until the columns were read
 * @param cursor where Notion goes on; null at the beginning and at the end
 * @param more whether something is still to be read
 * @param incomplete whether Notion has more rows than it gives
 */
public record RowListing(
    String source,
    ColumnMapping headings,
    List<Row> rows,
    String cursor,
    boolean more,
    boolean incomplete) {

  static RowListing begin(Layout layout) {
    return new RowListing(layout.dataSource(), null, List.of(), null, true, false);
  }

  /**
   * In its database.
   *
   * @throws NotionRefusal when that has several, all of which are named, or none
   */
  RowListing found(JsonNode database) {
    return new RowListing(only(database), headings, rows, cursor, more, incomplete);
  }

  /**
   * The id of the one data source of a database.
   *
   * @throws NotionRefusal when it has several, all of which are named, or none
   */
  static String only(JsonNode database) {
    JsonNode sources = database.path("data_sources");
    if (sources.size() != 1) {
      String names =
          sources
              .valueStream()
              .map(s -> Sentence.quote(s.path("name").asText()) + " " + s.path("id").asText())
              .collect(Collectors.joining(", "));
      throw NotionRefusal.configuration(
          "the database has %d data sources%s; set uproute.notion.data-source-id to the one that lists the services"
              .formatted(sources.size(), names.isEmpty() ? "" : ": " + names));
    }
    return sources.get(0).path("id").asText();
  }

  NotionRequest schema() {
    return NotionRequest.get("/v1/data_sources/" + source);
  }

  RowListing with(ColumnMapping columns) {
    return new RowListing(source, columns, rows, cursor, more, incomplete);
  }

  /** The next page, oldest rows first. */
  NotionRequest page() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("page_size", 100);
    body.putArray("sorts")
        .addObject()
        .put("timestamp", "created_time")
        .put("direction", "ascending");
    if (cursor != null) {
      body.put("start_cursor", cursor);
    }
    return NotionRequest.post("/v1/data_sources/" + source + "/query?" + headings.filter(), body);
  }

  /** With one page more. */
  RowListing plus(JsonNode page) {
    List<Row> all = new ArrayList<>(rows);
    page.path("results")
        .valueStream()
        .map(each -> Row.of(each, headings))
        .filter(Objects::nonNull)
        .forEach(all::add);
    String next = page.path("next_cursor").asText(null);
    boolean goesOn = page.path("has_more").asBoolean() && next != null && !next.equals("null");
    boolean cut = page.path("request_status").path("type").asText().equals("incomplete");
    return new RowListing(source, headings, List.copyOf(all), goesOn ? next : null, goesOn, cut);
  }
}
