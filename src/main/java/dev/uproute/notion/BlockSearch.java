package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Walks through the blocks of a page, level by level and each list to its end, until a callout with
 * the words is found. If there is none, the first other block that says them is taken. Not
 * thread-safe.
 */
final class BlockSearch {
  /** Lists that are asked for at most. */
  static final int LISTS = 100;

  /** Blocks whose children are another page's, or none. */
  private static final Set<String> CLOSED = Set.of("child_page", "child_database", "unsupported");

  private final LastUpdatedText text;
  private final Deque<String> paths = new ArrayDeque<>();
  private JsonNode found;
  private int asked;

  BlockSearch(String page, LastUpdatedText text) {
    this.text = text;
    this.paths.add(list(page));
  }

  private static String list(String block) {
    return "/v1/blocks/" + block + "/children?page_size=100";
  }

  /** The next list to ask for; null when the search is over. */
  String next() {
    return asked < LISTS ? paths.peekFirst() : null;
  }

  /** Takes the answer to {@link #next}. */
  void take(JsonNode answer) {
    String path = paths.removeFirst();
    asked++;
    for (JsonNode block : answer.path("results")) {
      visit(block);
    }
    String cursor = answer.path("next_cursor").asText("");
    if (answer.path("has_more").asBoolean() && !cursor.isEmpty()) {
      String start = path.replaceAll("&start_cursor=.*", "");
      // before the next level
      paths.addFirst(start + "&start_cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }
  }

  private void visit(JsonNode block) {
    String type = block.path("type").asText();
    if (text.in(block) && !(found != null && callout(found))) {
      found = found == null || callout(block) ? block : found;
    }
    if (found != null && callout(found)) {
      asked = LISTS;
    }
    if (block.path("has_children").asBoolean() && !CLOSED.contains(type)) {
      paths.addLast(list(block.path("id").asText()));
    }
  }

  private static boolean callout(JsonNode block) {
    return block.path("type").asText().equals("callout");
  }

  /** The block, once the search is over; null when no block says the words. */
  JsonNode found() {
    return found;
  }

  /** Whether the page has more lists than are searched. */
  boolean cut() {
    return found == null && asked >= LISTS && !paths.isEmpty();
  }
}
