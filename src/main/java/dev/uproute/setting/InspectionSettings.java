package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.StringHelper;

/** What the settings of JMX and Jolokia may be, and what Jolokia needs before it is opened. */
final class InspectionSettings {
  private static final String JMX = "uproute.jmx";
  private static final String JOLOKIA = "uproute.jolokia";
  private static final String PASSWORD = "uproute.jolokia.password";
  private static final String HOST = "uproute.management.host";
  private static final String PORT = "uproute.management.port";

  /** Camel's own name of {@link #JMX}. */
  private static final String CAMEL = "camel.main.jmx-enabled";

  private InspectionSettings() {}

  static Map<String, Setting> all() {
    Setting either = Setting.word(List.of("true", "false"));
    return Map.of(
        JMX,
        either,
        JOLOKIA,
        either,
        "uproute.jolokia.user",
        new Setting(text -> text.matches("[A-Za-z0-9._@-]{1,64}"), "a name without spaces"),
        PASSWORD,
        new Setting(InspectionSettings::password, "16 to 512 characters without spaces, or none"));
  }

  private static boolean password(String text) {
    return text.equals("none") || text.matches("[!-~]{16,512}");
  }

  /** Whether routes are MBeans: Jolokia answers by them. */
  static boolean jmx(SettingValues values) {
    return values.get(JMX).equals("true") || values.get(JOLOKIA).equals("true");
  }

  static List<ConfigError> errors(SettingValues values) {
    List<ConfigError> errors = new ArrayList<>();
    for (String key : values.own().keySet()) {
      if (StringHelper.camelCaseToDash(key).equals(CAMEL)) {
        errors.add(values.error(key, "is set by uproute.jmx = true or false"));
      }
    }
    if (values.get(JOLOKIA).equals("true")) {
      if (values.get(PORT).equals("none")) {
        errors.add(
            values.error(JOLOKIA, "needs a port: set uproute.management.port, such as 8071"));
      } else if (!loopback(values.get(HOST))) {
        String host = " is not 127.0.0.1, and who reaches Jolokia stops routes";
        errors.add(values.error(JOLOKIA, "is not opened: uproute.management.host" + host));
      }
      if (values.get(PASSWORD).equals("none")) {
        errors.add(
            values.error(JOLOKIA, "needs a password of its own: set uproute.jolokia.password"));
      }
    }
    return errors;
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
