package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.parse.ConfigErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * application.properties and the environment: read as they are written, or refused with a place.
 */
class SettingValuesTest {
  private static final String TITLE = "uproute.site.title";

  private final Map<String, String> environment = new HashMap<>();

  @TempDir Path folder;

  @Test
  void the_file_is_utf_8_with_or_without_a_byte_order_mark() throws Exception {
    assertEquals("Überwachung – 監視", values("uproute.site.title = Überwachung – 監視").get(TITLE));
    assertEquals("Ü", values("\uFEFFuproute.site.title = Ü\n").get(TITLE));
    assertEquals("Ü", values("uproute.site.title = \\u00dc\r\n").get(TITLE));
  }

  @Test
  void other_encodings_are_refused() throws Exception {
    assertWrong(
        "application.properties:1:1: is UTF-16; save it as UTF-8",
        "\uFEFFuproute.site.title = x".getBytes(StandardCharsets.UTF_16LE));
    assertWrong(
        "application.properties:2:22: is not UTF-8 from here on",
        "# x\nuproute.site.title = Überwachung".getBytes(StandardCharsets.ISO_8859_1));
    assertWrong(
        "application.properties:1:2: contains the control character U+0000",
        "u\0p\0r\0".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          uproute.tick = 50\\n\\nuproute.tick = 60      | 3:1: uproute.tick: is set in line 1 already
          uproute:\\n  site:\\n    title: x              | 1:1: is YAML; here each setting is a line such as uproute.site.title = Status
          ---\\nuproute: x                              | 1:1: is YAML; here each setting is a line such as uproute.site.title = Status
          uproute.site.dir = C:\\pages                  | 1:1: \\p is no escape; write \\\\ for one backslash
          uproute.site.title = \\uZZ                    | 1:1: \\u wants four hexadecimal digits
          uproute.tick = "50"                          | 1:1: uproute.tick: stands in quotes; leave them out
          uproute.store.path = 'data/x.db'             | 1:1: uproute.store.path: stands in quotes; leave them out
          uproute.alert.link = {{env:NOPE}}            | 1:1: uproute.alert.link: NOPE is not set in the environment
          uproute.alert.link = {{file:/no/such/file}}  | 1:1: uproute.alert.link: {{file:/no/such/file}} is not a readable text file
          uproute.alert.link = {{my.link}}             | 1:1: uproute.alert.link: {{my.link}} is not a property
          uproute.tick = {{uproute.tick}}              | 1:1: uproute.tick: refers to itself
          uproute.tick =                               | 1:1: uproute.tick: is missing; it must be a whole number from 10 to 1000
          # a\\n! b\\nuproute.tik = 50                   | 3:1: uproute.tik: unknown setting; did you mean "uproute.tick"? (settings of your own must not begin with "uproute.")
          uproute.checkWorkers = 5                     | 1:1: uproute.checkWorkers: unknown setting; did you mean "uproute.check.workers"? (settings of your own must not begin with "uproute.")
          alert.channels = team                        | 1:1: alert.channels: unknown setting; did you mean "uproute.alert.channels"?
          UPROUTE_ALERT_CHANNELS = team                | 1:1: UPROUTE_ALERT_CHANNELS: unknown setting; did you mean "uproute.alert.channels"?
          uproute.alert.discord.webhook = x            | 1:1: uproute.alert.discord.webhook: unknown setting; did you mean "uproute.alert.discord.url"? (settings of your own must not begin with "uproute.")
          uproute.alert.telegram.chat_id = 1           | 1:1: uproute.alert.telegram.chat_id: unknown setting; did you mean "uproute.alert.telegram.chat"? (settings of your own must not begin with "uproute.")
          camel.mian.name = x                          | 1:1: camel.mian.name: Camel has no settings camel.mian; did you mean "main"?
          """)
  void what_is_wrong_is_said_with_its_line(String file, String expected) throws Exception {
    assertWrong(
        "application.properties:" + expected,
        file.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_endpoint_of_a_channel_is_near_a_route() throws Exception {
    String sentence =
        judged("uproute.alert.channels = team\nuproute.alert.team.to = direct:alert-discrod");
    assertEquals(
        "; did you mean \"direct:alert-discord\"?", sentence.substring(sentence.indexOf("; did")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pa}}ss%&+#", "{{", "a{{env:HOME}}b", "\\", "a\\nb", "${x}", "p\"a\"s", "ü"})
  void a_secret_may_hold_any_character(String secret) throws Exception {
    environment.put("SMTP_PASSWORD", secret + "\n");
    String mail =
        """
        uproute.alert.channels = mail
        uproute.alert.mail.to = direct:alert-email
        uproute.alert.mail.host = h
        uproute.alert.mail.from = u@x.test
        uproute.alert.mail.recipients = o@x.test
        uproute.alert.mail.user = u
        """;
    String password = "uproute.alert.mail.password";
    assertEquals(secret, values(mail + password + " = {{env:SMTP_PASSWORD}}\n").get(password));
    Path file = Files.writeString(folder.resolve("secret"), secret + "\r\n");
    assertEquals(secret, values(mail + password + " = {{file:" + file + "}}\n").get(password));
    environment.put("UPROUTE_ALERT_MAIL_PASSWORD", secret);
    assertEquals(secret, values(mail).get(password));
    environment.put("UPROUTE_ALERT_MAIL_PASSWORD", "{{file:" + file + "}}");
    assertEquals(secret, values(mail).get(password));
  }

  @Test
  void a_placeholder_may_have_a_default_and_refer_to_a_setting_of_ones_own() throws Exception {
    assertEquals("9", values("uproute.site.refresh = {{env:NOPE:9}}").get("uproute.site.refresh"));
    assertEquals(
        "9", values("my.time = 9\nuproute.site.refresh = {{my.time}}").get("uproute.site.refresh"));
  }

  @Test
  void a_variable_that_nobody_reads_is_refused_unless_it_is_somebody_elses() throws Exception {
    environment.put("UPROUTE_SUMARY_EVERY", "10s");
    assertEquals(
        "UPROUTE_SUMARY_EVERY in the environment: is no setting; did you mean"
            + " \"UPROUTE_SUMMARY_EVERY\"?",
        judged(""));
    environment.clear();
    environment.put("Uproute_Http_Port", "0");
    assertEquals(
        "Uproute_Http_Port in the environment: is no setting; did you mean \"UPROUTE_HTTP_PORT\"?",
        judged(""));
    environment.clear();
    environment.put("UPROUTE_SUMMARY_EVERY", "10");
    assertEquals(
        "UPROUTE_SUMMARY_EVERY in the environment: uproute.summary.every: \"10\" is not allowed; it"
            + " must be a time with its unit from 1s to 1d, such as 30s, 5m, 2h",
        judged(""));
    environment.clear();
    environment.put("UPROUTE_JAVA_OPTS", "-Xmx1g");
    environment.put("UPROUTE_SERVICE_HOST", "10.0.0.7");
    environment.put("UPROUTE_PORT", "tcp://10.0.0.7:8070");
    environment.put("UPROUTE_PORT_8070_TCP_PORT", "8070");
    environment.put("UPROUTE_SUMMARY_EVERY", "10s");
    assertEquals("10s", values("").get("uproute.summary.every"));
  }

  @Test
  void what_is_written_may_go_to_another_folder_than_that_of_the_settings() throws Exception {
    environment.put("UPROUTE_DATA_DIR", "/var/lib/uproute");
    environment.put("UPROUTE_REPORT_DIR", "../mail");
    SettingValues values =
        values("uproute.store.path = /fast/x.db\nuproute.backup.dir = {{uproute.site.dir}}-old\n");
    assertEquals("/fast/x.db", values.get("uproute.store.path"));
    assertEquals("/var/lib/uproute/public", values.get("uproute.site.dir"));
    assertEquals("/var/lib/uproute/public-old", values.get("uproute.backup.dir"));
    assertEquals("/var/lib/uproute/../mail", values.get("uproute.report.dir"));
    assertEquals("/var/lib/uproute/maintenance.flag", values.get("uproute.maintenance.flag"));
    assertEquals("services.yaml", values.get("uproute.services.file"));
    assertEquals("templates/site", values.get("uproute.site.templates"));
    environment.clear();
    assertEquals("public", values("").get("uproute.site.dir"));
  }

  @Test
  void the_topic_of_a_broker_is_named_after_its_queue_of_checks() throws Exception {
    assertEquals(
        "uproute.check.lease", QueueSettings.derived(values("")).get("uproute.broker.lease"));
    Map<String, String> own =
        QueueSettings.derived(values("uproute.queue.check = jms:shop.check?priority=5"));
    assertEquals("shop.check?priority=5", own.get("uproute.broker.check"));
    assertEquals("shop.check.lease", own.get("uproute.broker.lease"));
  }

  private SettingValues values(String file) throws IOException {
    SettingValues values = read(file.getBytes(StandardCharsets.UTF_8));
    assertDoesNotThrow(() -> Settings.judge(values));
    return values;
  }

  private String judged(String file) throws IOException {
    SettingValues values = read(file.getBytes(StandardCharsets.UTF_8));
    return assertThrows(ConfigErrors.class, () -> Settings.judge(values)).getMessage();
  }

  private void assertWrong(String expected, byte[] file) throws IOException {
    SettingValues values = read(file);
    assertEquals(
        expected, assertThrows(ConfigErrors.class, () -> Settings.judge(values)).getMessage());
  }

  private SettingValues read(byte[] file) throws IOException {
    return SettingValues.read(
        Files.write(folder.resolve("application.properties"), file), environment, Map.of());
  }
}
