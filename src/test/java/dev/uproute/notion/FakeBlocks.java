package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Blocks of pages, as deep as anybody nests them. */
public final class FakeBlocks {
  private static final int MOST = 100;
  private static final Set<String> WORDS =
      Set.of("callout", "paragraph", "quote", "toggle", "heading_1", "heading_2", "heading_3");

  private static final class Block {
    private String type;
    private ObjectNode content;
    private boolean trashed;
    private final List<String> children = new ArrayList<>();
  }

  private final Map<String, Block> blocks = new HashMap<>();
  private final Map<String, String> cursors = new HashMap<>();

  /** A page that is no row; returns its id. */
  public synchronized String page() {
    String id = FakeValues.id();
    blocks.put(id, new Block());
    return id;
  }

  /** A block at the end of a page or inside another block, its text in one run for each part. */
  public synchronized String add(String parent, String type, String... text) {
    String id = FakeValues.id();
    Block block = new Block();
    block.type = type;
    block.content = FakeNotion.JSON.createObjectNode();
    if (WORDS.contains(type)) {
      block.content.set("rich_text", FakeValues.text(text));
      block.content.put("color", "default");
    }
    if (type.equals("callout")) {
      block.content.putObject("icon").put("type", "emoji").put("emoji", "🕑");
      block.content.put("color", "gray_background");
    }
    blocks.put(id, block);
    blocks.get(parent).children.add(id);
    return id;
  }

  public synchronized void trash(String id) {
    blocks.values().forEach(block -> block.children.remove(id));
    blocks.remove(id);
  }

  /** The text of a block, its runs joined. */
  public synchronized String text(String id) {
    return FakeValues.plain(blocks.get(id).content.path("rich_text"));
  }

  /** What stands under a block's type: text, icon, colour. */
  public synchronized JsonNode content(String id) {
    return blocks.get(id).content.deepCopy();
  }

  synchronized JsonNode ask(FakeRequest request, String id) {
    if (!blocks.containsKey(id)) {
      throw FakeError.notFound("block", id);
    }
    if (request.path().endsWith("/children")) {
      if (request.method().equals("GET")) {
        return children(request, id);
      }
      throw new FakeError(400, "invalid_request_url", "The fake appends no blocks.");
    }
    return request.method().equals("GET") ? show(id) : update(id, request.body());
  }

  private JsonNode children(FakeRequest request, String id) {
    FakeValues.keys(request.query().keySet(), Set.of("page_size", "start_cursor"), "query");
    int size =
        Integer.parseInt(request.query().getOrDefault("page_size", List.of("100")).getFirst());
    FakeValues.require(size >= 1 && size <= MOST, "page_size should be ≤ 100, is " + size);
    int from = 0;
    if (request.query().containsKey("start_cursor")) {
      String stands = cursors.get(request.query().get("start_cursor").getFirst());
      FakeValues.require(
          stands != null && stands.startsWith(id), "start_cursor provided is invalid");
      from = Integer.parseInt(stands.substring(id.length() + 1));
    }
    List<String> all = blocks.get(id).children;
    int to = Math.min(all.size(), from + size);
    ObjectNode list = FakeNotion.JSON.createObjectNode().put("object", "list");
    list.putArray("results");
    all.subList(from, to).forEach(child -> list.withArray("results").add(show(child)));
    boolean more = to < all.size();
    String cursor = FakeValues.id();
    cursors.put(cursor, id + "@" + to);
    list.put("has_more", more).put("next_cursor", more ? cursor : null).put("type", "block");
    list.putObject("block");
    return list;
  }

  private ObjectNode show(String id) {
    Block block = blocks.get(id);
    ObjectNode node = FakeNotion.JSON.createObjectNode().put("object", "block").put("id", id);
    String type = block.type == null ? "child_page" : block.type;
    node.put("type", type).put("has_children", !block.children.isEmpty());
    node.put("in_trash", block.trashed);
    node.set(type, block.content == null ? FakeNotion.JSON.createObjectNode() : block.content);
    return node;
  }

  private JsonNode update(String id, JsonNode body) {
    Block block = blocks.get(id);
    FakeValues.require(block.type != null, "a page is not updated as a block");
    FakeValues.keys(body, Set.of(block.type), "body");
    FakeValues.require(body.size() == 1, "body should have one type");
    JsonNode content = body.get(block.type);
    Set<String> parts =
        block.type.equals("callout")
            ? Set.of("rich_text", "icon", "color")
            : Set.of("rich_text", "color");
    FakeValues.keys(content, parts, block.type);
    if (content.has("rich_text")) {
      block.content.set("rich_text", FakeValues.runs(content.get("rich_text"), block.type));
    }
    content
        .properties()
        .forEach(
            each -> {
              if (!each.getKey().equals("rich_text")) {
                block.content.set(each.getKey(), each.getValue());
              }
            });
    return show(id);
  }
}
