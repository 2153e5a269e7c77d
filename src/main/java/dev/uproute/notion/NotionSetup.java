package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person asks for at the command line: whether Notion is set up, and the columns that are
 * missing. Every answer is a list of sentences.
 */
public final class NotionSetup {
  private final Function<NotionRequest, JsonNode> notion;
  private final String dataSource;
  private final String database;

  /**
   * @param notion asks Notion
   * @param dataSource its id; empty = the only one of the database
   */
  public NotionSetup(Function<NotionRequest, JsonNode> notion, String dataSource, String database) {
    this.notion = notion;
    this.dataSource = Layout.id(dataSource);
    this.database = Layout.id(database);
  }

  /**
   * Adds the columns that are missing; no other is touched.
   *
   * @param done takes what was done
   * @return what is left to do for a person; empty when all is well
   * @throws NotionRefusal when Notion does not do it
   */
  public List<String> init(List<String> done) {
    String path = "/v1/data_sources/" + dataSource();
    Columns before = new Columns(notion.apply(NotionRequest.get(path)));
    if (before.missing().isEmpty()) {
      done.add("No column is missing.");
      return before.complaints();
    }
    Columns after = new Columns(notion.apply(NotionRequest.patch(path, before.additions())));
    done.add(
        before.missing().stream()
            .map(column -> "\"" + column.title() + "\"")
            .collect(Collectors.joining(", ", "Added: ", ".")));
    return after.complaints();
  }

  /**
   * Checks everything and changes nothing.
   *
   * @param right takes what is well
   * @param page id of the page with the callout; empty = none is wanted
   * @return what is not
   * @throws NotionRefusal when Notion does not answer
   */
  public List<String> test(List<String> right, String page, String words) {
    String bot = notion.apply(NotionRequest.get("/v1/users/me")).path("name").asText("");
    right.add("The token is accepted" + (bot.isEmpty() ? "." : ": it is that of " + bot + "."));
    String id = dataSource();
    Columns columns = new Columns(notion.apply(NotionRequest.get("/v1/data_sources/" + id)));
    right.add("The data source " + id + " is there.");
    List<String> invalid = new ArrayList<>(columns.complaints());
    if (!page.isEmpty()) {
      JsonNode block = callout(Layout.id(page), words);
      if (block == null) {
        invalid.add("page %s has no block that says \"%s\"".formatted(page, words));
      } else {
        right.add("The block that says \"%s\" is there.".formatted(words));
      }
    }
    return invalid;
  }

  private JsonNode callout(String page, String words) {
    BlockSearch search = new BlockSearch(page, new LastUpdatedText(words));
    for (String path = search.next(); path != null; path = search.next()) {
      search.take(notion.apply(NotionRequest.get(path)));
    }
    return search.found();
  }

  private String dataSource() {
    return dataSource.isEmpty()
        ? RowListing.only(notion.apply(NotionRequest.get("/v1/databases/" + database)))
        : dataSource;
  }
}
