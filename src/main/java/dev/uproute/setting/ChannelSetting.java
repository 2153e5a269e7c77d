package dev.uproute.setting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What each shipped kind of alert channel needs and may be set to, by its key. */
final class ChannelSetting {
  private static final Setting URL = address(true);
  private static final Setting OTHER_URL = address(false);
  private static final Setting WORD = new Setting(t -> t.matches("[!-~]+"), "one word");
  private static final Setting OTHER_WORD = new Setting(t -> t.matches("[!-~]*"), "one word");
  private static final Setting TEXT = new Setting(t -> !t.isBlank(), "a text");
  private static final Setting OTHER_TEXT = new Setting(t -> true, "any text");
  private static final Setting NUMBER =
      new Setting(t -> t.matches("-?\\d{0,18}"), "a whole number");
  private static final Setting TLS =
      new Setting(
          t -> t.isEmpty() || List.of("starttls", "implicit", "none").contains(t),
          "starttls or implicit or none");
  private static final Setting CHAT =
      new Setting(t -> t.matches("-?\\d{1,18}|@\\w+"), "the number of a chat, or @ and its name");
  private static final Setting MENTION =
      new Setting(t -> t.matches("\\d{0,20}|everyone"), "the number of a role, or everyone");
  private static final Setting PRIORITY =
      new Setting(t -> t.matches("|1|2"), "1 or 2, for what escalated");

  /** Kind → key → setting; what is needed says so. */
  private static final Map<String, Map<String, Setting>> KINDS =
      Map.of(
          "discord", Map.of("url", URL, "mention", MENTION),
          "slack", Map.of("url", URL),
          "teams", Map.of("url", URL),
          "webhook",
              Map.of(
                  "url", URL,
                  "secret", OTHER_TEXT,
                  "token", OTHER_WORD,
                  "user", OTHER_TEXT,
                  "password", OTHER_TEXT),
          "telegram", Map.of("token", WORD, "chat", CHAT, "thread", NUMBER, "url", OTHER_URL),
          "ntfy",
              Map.of("url", URL, "token", OTHER_WORD, "user", OTHER_TEXT, "password", OTHER_TEXT),
          "gotify", Map.of("url", URL, "token", WORD),
          "pushover", Map.of("token", WORD, "user", WORD, "priority", PRIORITY, "url", OTHER_URL),
          "pagerduty", Map.of("token", WORD, "url", OTHER_URL),
          "email", email());

  private static final Set<String> SECRETS = Set.of("url", "token", "secret", "password", "user");

  private ChannelSetting() {}

  private static Map<String, Setting> email() {
    Map<String, Setting> email = new HashMap<>();
    email.put("host", WORD);
    email.put("port", NUMBER);
    email.put("tls", TLS);
    email.put("user", OTHER_TEXT);
    email.put("password", OTHER_TEXT);
    email.put("from", TEXT);
    email.put("recipients", TEXT);
    email.put("helo", OTHER_WORD);
    return Map.copyOf(email);
  }

  private static Setting address(boolean needed) {
    return new Setting(
        text -> text.isEmpty() ? !needed : text.matches("https?://[!-~]+"),
        "an address that begins with https:// or http://");
  }

  /** The settings of a kind; none for a kind of the user's own. */
  static Map<String, Setting> of(String kind) {
    return KINDS.getOrDefault(kind, Map.of());
  }

  /** The keys of all kinds. */
  static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    KINDS.values().forEach(kind -> keys.addAll(kind.keySet()));
    return keys;
  }

  /** Whether the value of a key is never shown. */
  static boolean secret(String key) {
    return key.startsWith("uproute.alert.") && SECRETS.contains(key.replaceFirst(".*\\.", ""));
  }
}
