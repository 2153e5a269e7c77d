package dev.uproute.setting;

import dev.uproute.text.Suggestion;
import java.util.List;
import java.util.regex.Pattern;

/** What is said of a Camel component that is not on the class path. */
final class MissingComponent {
  /** For a hint; which there are is seen on the class path alone. */
  private static final List<String> COMMON =
      List.of(
          "bean",
          "class",
          "direct",
          "file",
          "ftp",
          "http",
          "https",
          "imap",
          "jms",
          "kafka",
          "kamelet",
          "language",
          "log",
          "mock",
          "netty",
          "netty-http",
          "quartz",
          "ref",
          "scheduler",
          "seda",
          "smtp",
          "smtps",
          "sql",
          "timer");

  /** What may be the name of one. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private MissingComponent() {}

  /** A sentence: what somebody most likely meant, else the command that fetches it. */
  static String sentence(String scheme) {
    String hint = COMMON.contains(scheme) ? "" : Suggestion.of(scheme, COMMON);
    if (hint.isEmpty() && NAME.matcher(scheme).matches()) {
      hint = "; if Camel has it, ./uproute add camel-" + scheme + " fetches it";
    }
    return "there is no Camel component " + scheme + " on the class path" + hint;
  }
}
