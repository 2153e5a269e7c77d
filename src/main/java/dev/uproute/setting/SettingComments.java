package dev.uproute.setting;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments of the packaged application.properties say of each setting: the lines above it,
 * or above those it stands below. Of the keys that every channel has, an example says it.
 */
final class SettingComments {
  private static final Pattern KEY = Pattern.compile("([a-z][\\w.\\[\\]-]*)\\s*=.*");
  private static final Pattern CHANNEL =
      Pattern.compile("# uproute\\.alert\\.team\\.([a-z-]+) = \\S+ {2,}(\\S.*)");

  private final Map<String, String> comments = new HashMap<>();
  private String above = "";
  private boolean used;

  private SettingComments() {}

  /** By key; of a channel's keys without its name, such as {@code uproute.alert.*.events}. */
  static Map<String, String> packaged() {
    SettingComments all = new SettingComments();
    new String(PropertiesFile.packaged(), StandardCharsets.UTF_8).lines().forEach(all::line);
    return Map.copyOf(all.comments);
  }

  private void line(String line) {
    Matcher key = KEY.matcher(line);
    Matcher channel = CHANNEL.matcher(line);
    if (key.matches()) {
      comments.put(key.group(1), above);
      used = true;
    } else if (channel.matches()) {
      comments.put("uproute.alert.*." + channel.group(1), channel.group(2));
    } else if (line.isBlank() || line.startsWith("# ---")) {
      above = "";
    } else {
      String text = line.replaceFirst("# ?", "");
      above = used || above.isEmpty() ? text : above + " " + text;
      used = false;
    }
  }
}
