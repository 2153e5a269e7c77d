package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockSearchTest {
  private static final String OTHER = block("x", "paragraph", "something else", false);

  private final BlockSearch search = new BlockSearch("page", new LastUpdatedText("Last Updated"));
  private final List<String> asked = new ArrayList<>();

  @Test
  void a_callout_on_the_second_page_of_the_list_is_found() {
    run(
        Map.of(
            "page", list("c 1", OTHER),
            "page c+1", list(null, OTHER, block("b", "callout", "Last Updated", false))));
    assertEquals("b", search.found().path("id").asText());
    assertEquals(List.of("page", "page c+1"), asked);
  }

  @Test
  void every_level_is_looked_through_before_the_next() {
    run(
        Map.of(
            "page", list("c1", block("col", "column_list", "", true)),
            "page c1", list(null, block("t", "toggle", "", true)),
            "col", list(null, block("col2", "column", "", true)),
            "t", list(null, OTHER),
            "col2", list(null, block("b", "callout", "Last Updated: never", false))));
    assertEquals("b", search.found().path("id").asText());
    assertEquals(List.of("page", "page c1", "col", "t", "col2"), asked);
  }

  @Test
  void a_callout_is_preferred_and_without_one_the_first_other_block_is_taken() {
    run(
        Map.of(
            "page",
                list(
                    null,
                    block("p", "paragraph", "Last Updated", false),
                    block("t", "toggle", "", true)),
            "t", list(null, block("h", "heading_2", "Last Updated", false))));
    assertEquals("p", search.found().path("id").asText());
  }

  @Test
  void children_of_other_pages_are_not_searched() {
    run(Map.of("page", list(null, block("sub", "child_page", "", true))));
    assertNull(search.found());
  }

  @Test
  void a_page_that_is_too_large_is_given_up() {
    for (String path = search.next(); path != null; path = search.next()) {
      asked.add(path);
      search.take(Json.of(list("c" + asked.size(), OTHER)));
    }
    assertEquals(BlockSearch.LISTS, asked.size());
    assertTrue(search.cut());
  }

  private void run(Map<String, String> lists) {
    for (String path = search.next(); path != null; path = search.next()) {
      String key =
          path.replaceAll("/v1/blocks/|/children\\?page_size=100", "")
              .replace("&start_cursor=", " ");
      asked.add(key);
      search.take(Json.of(lists.get(key)));
    }
  }

  private static String list(String cursor, String... blocks) {
    return "{'results':[%s],'has_more':%s,'next_cursor':%s}"
        .formatted(
            String.join(",", blocks), cursor != null, cursor == null ? null : "'" + cursor + "'");
  }

  private static String block(String id, String type, String text, boolean children) {
    JsonNode run = LastUpdatedTextTest.run(text);
    return "{'id':'%s','type':'%s','has_children':%s,'%2$s':{'rich_text':[%s]}}"
        .formatted(id, type, children, run);
  }
}
