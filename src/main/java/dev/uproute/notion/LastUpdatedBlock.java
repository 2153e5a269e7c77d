package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The block of a page that says when the table was written last. It is read before it is written,
 * so that what people changed in it stays, and searched when it is not known, gone, or does not say
 * the words any more. It is written once a report, at most once a minute; that there is none is
 * logged once. Not thread-safe.
 */
public final class LastUpdatedBlock {
  private static final Logger LOG = LoggerFactory.getLogger(LastUpdatedBlock.class);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SEARCH = Duration.ofMinutes(15);

  private final String page;
  private final String words;
  private final LastUpdatedText text;
  private Instant due;
  private Instant restsUntil = Instant.MIN;
  private String id;
  private JsonNode block;
  private BlockSearch search;
  private boolean lost;
  private String logged;

  /**
   * @param page id of the page; empty = nothing is ever written
   * @param words the block is found by
   */
  public LastUpdatedBlock(String page, String words) {
    this.page = Layout.id(page);
    this.words = words;
    this.text = new LastUpdatedText(words);
  }

  /** The table was written as of this time; the block is to say so. */
  void offer(Instant at) {
    due = page.isEmpty() ? null : at;
  }

  /** Whether there is something to ask of Notion now. */
  boolean waits(Instant now) {
    return due != null && !now.isBefore(restsUntil);
  }

  /** Id of the page; empty = none. */
  String page() {
    return page;
  }

  /** Id of the block that was found last; null when none is known. */
  String id() {
    return id;
  }

  /** Takes the id of a block that was found before. */
  void recall(String known) {
    id = known;
  }

  /** The next request; null when there is none, or no block. */
  NotionRequest.Pending next(Instant now) {
    if (block == null && id == null && search == null) {
      search = new BlockSearch(page, text);
    }
    if (search != null && search.next() == null) {
      settle(now);
    }
    if (block != null) {
      return write(now);
    }
    if (search != null) {
      return new NotionRequest.Pending(
          NotionRequest.get(search.next()), search::take, r -> unreadable(r, now));
    }
    NotionRequest call = NotionRequest.get("/v1/blocks/" + id);
    return id == null ? null : new NotionRequest.Pending(call, this::read, r -> lost(r, now));
  }

  private void settle(Instant now) {
    block = search.found();
    if (block == null) {
      rest(
          "page %s has no block that says \"%s\"%s: nothing tells there when the table was written; add a callout with these words, or set uproute.notion.callout"
              .formatted(page, words, search.cut() ? " among its first blocks" : ""),
          now);
    } else {
      id = block.path("id").asText();
    }
    search = null;
  }

  private NotionRequest.Pending write(Instant now) {
    Instant at = due;
    ObjectNode body = text.body(block, at);
    if (body == null) {
      written(at, now);
      return null;
    }
    NotionRequest call = NotionRequest.patch("/v1/blocks/" + id, body);
    return new NotionRequest.Pending(call, _ -> written(at, now), r -> lost(r, now));
  }

  private void written(Instant at, Instant now) {
    block = null;
    logged = null;
    lost = false;
    due = at.equals(due) ? null : due;
    restsUntil = now.plus(EVERY);
  }

  private void read(JsonNode answer) {
    block = answer.path("in_trash").asBoolean() || !text.in(answer) ? null : answer;
    id = block == null ? null : id;
  }

  /** The block is not there any more, or is another one. It is searched again, once. */
  private void lost(NotionRefusal refusal, Instant now) {
    block = null;
    if (refusal.kind() == NotionRefusal.Kind.LATER) {
      return;
    }
    id = null;
    if (lost) {
      rest("the block that says \"%s\": %s".formatted(words, refusal.getMessage()), now);
    }
    lost = true;
  }

  private void unreadable(NotionRefusal refusal, Instant now) {
    if (refusal.kind() != NotionRefusal.Kind.LATER) {
      search = null;
      rest("uproute.notion.page-id: " + refusal.getMessage(), now);
    }
  }

  private void rest(String sentence, Instant now) {
    due = null;
    restsUntil = now.plus(SEARCH);
    if (!sentence.equals(logged)) {
      LOG.warn("Notion: {}", sentence);
      logged = sentence;
    }
  }
}
