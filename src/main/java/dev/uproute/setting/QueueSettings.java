package dev.uproute.setting;

import java.util.HashMap;
import java.util.Map;

/**
 * What the settings of queues may be, and what follows from them. Without a broker a check is made
 * by the instance that schedules it, and its result goes through a queue in memory. With one, both
 * queues are on the broker.
 */
final class QueueSettings {
  static final String BROKER = "uproute.queue.broker";

  private static final String CHECK = "uproute.queue.check";
  private static final String RESULT = "uproute.queue.result";

  private QueueSettings() {}

  static Map<String, Setting> all() {
    return Map.of(BROKER, broker(), CHECK, queue(), RESULT, queue());
  }

  private static Setting broker() {
    return new Setting(
        text ->
            text.isEmpty()
                || text.matches("(tcp://[A-Za-z0-9.-]+:\\d{1,5}|\\(tcp://[!-~]+\\))(\\?[!-~]+)?"),
        "the address of a broker such as tcp://broker.example.org:61616, or several as"
            + " (tcp://one:61616,tcp://two:61616)");
  }

  private static Setting queue() {
    return new Setting(
        text -> text.matches("(direct|seda|jms):[!-~]+"),
        "an endpoint of direct, seda or, with " + BROKER + ", jms, such as jms:uproute.check");
  }

  /**
   * What routes read beside the settings: the queues of the broker and its topic, which is named
   * after the queue of checks because both are of one list; and, when there is a broker, in place
   * of the settings that name the queues, that checks go to route {@code queue-check} and results
   * found here wait in memory as ever.
   */
  static Map<String, String> derived(SettingValues values) {
    Map<String, String> derived = new HashMap<>();
    String check = jms(values.get(CHECK), "uproute.check");
    derived.put("uproute.broker.check", check);
    derived.put("uproute.broker.lease", check.replaceFirst("\\?.*", "") + ".lease");
    derived.put("uproute.broker.result", jms(values.get(RESULT), "uproute.result"));
    if (!values.get(BROKER).isEmpty()) {
      derived.put(CHECK, "seda:queue-check?size=10000&blockWhenFull=true");
      derived.put(RESULT, values.packagedValues().get(RESULT));
    }
    return derived;
  }

  private static String jms(String endpoint, String standard) {
    return endpoint.startsWith("jms:") ? endpoint.substring("jms:".length()) : standard;
  }
}
