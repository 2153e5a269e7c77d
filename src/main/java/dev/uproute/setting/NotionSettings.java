package dev.uproute.setting;

import static java.util.Map.entry;

import dev.uproute.parse.ConfigError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the settings of Notion may be, alone and together. */
final class NotionSettings {
  private static final String ID = "(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
  private static final String OLDEST = "2025-09-03";

  private NotionSettings() {}

  static Map<String, Setting> all() {
    return Map.ofEntries(
        entry("uproute.notion.token", new Setting(t -> t.matches("[!-~]*"), "one word")),
        entry("uproute.notion.data-source-id", id()),
        entry("uproute.notion.database-id", id()),
        entry("uproute.notion.page-id", id()),
        entry("uproute.notion.column.name", column()),
        entry("uproute.notion.column.url", column()),
        entry("uproute.notion.callout", new Setting(t -> !t.isBlank(), "a text")),
        entry("uproute.notion.history-by", Setting.word(List.of("page", "name"))),
        entry("uproute.notion.refresh", Setting.time("0s", "1d")),
        entry("uproute.notion.pause", Setting.time("0ms", "1m")),
        entry("uproute.notion.timeout", Setting.time("1s", "5m")),
        entry("uproute.notion.url", address()),
        entry("uproute.notion.version", version()));
  }

  /** What is needed because Notion is named. */
  static List<ConfigError> missing(SettingValues values) {
    List<ConfigError> errors = new ArrayList<>();
    boolean source = values.list("uproute.services.from").contains("notion");
    boolean sink = values.list("uproute.summary.to").contains("notion");
    if ((source || sink) && values.get("uproute.notion.token").isEmpty()) {
      String key = source ? "uproute.services.from" : "uproute.summary.to";
      String message = "is missing; notion in " + key + " needs it, also as NOTION_TOKEN in the";
      errors.add(values.error("uproute.notion.token", message + " environment"));
    }
    if (source
        && values.get("uproute.notion.data-source-id").isEmpty()
        && values.get("uproute.notion.database-id").isEmpty()) {
      String message =
          "is missing; notion in uproute.services.from needs it, also as NOTION_DATA_SOURCE_ID in"
              + " the environment, or uproute.notion.database-id";
      errors.add(values.error("uproute.notion.data-source-id", message));
    }
    return errors;
  }

  private static Setting id() {
    return new Setting(
        text -> text.isEmpty() || text.matches("(?i)(https://\\S+[/-])?" + ID + "([?#]\\S*)?"),
        "the 32 digits of an id, or the address of the page in Notion");
  }

  private static Setting column() {
    return new Setting(text -> !text.isBlank(), "the name of a column");
  }

  /** The token goes there: in the clear only within this machine. */
  private static Setting address() {
    return new Setting(
        text -> text.matches("https://[^/?#@\\s]+/?|http://(127\\.0\\.0\\.1|localhost)(:\\d+)?/?"),
        "an address without a path: https:// and a host");
  }

  private static Setting version() {
    return new Setting(
        text -> text.matches("\\d{4}-\\d\\d-\\d\\d") && text.compareTo(OLDEST) >= 0,
        "a version of Notion's API from " + OLDEST + " on");
  }
}
