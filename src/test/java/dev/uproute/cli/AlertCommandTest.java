package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Jar;
import dev.uproute.Recording;
import dev.uproute.Shell;
import dev.uproute.Shell.Run;
import dev.uproute.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Channels that the project does not ship, as a line of configuration and as a file. */
@Execution(ExecutionMode.CONCURRENT)
class AlertCommandTest {
  private static final String DIARY =
      "file:alerts?fileName=diary.txt&fileExist=Append&appendChars=%0A";
  @TempDir Path folder;
  @AutoClose private final Shell shell = new Shell();

  @BeforeEach
  void channels() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.alert.channels = diary, mine, stuck
        uproute.alert.gather = 1s
        uproute.alert.diary.to = %s
        uproute.alert.source = here
        """
            .formatted(DIARY));
    route("mine", "- to: { uri: file:alerts, parameters: { fileName: mine.txt } }");
    route("stuck", "- delay: { constant: \"60000\" }");
  }

  private void route(String name, String step) throws Exception {
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(
        folder.resolve("routes/alert-" + name + ".camel.yaml"),
        """
        - route:
            id: alert-%s
            from:
              uri: direct:alert-%s
              steps:
                %s
        """
            .formatted(name, name, step));
  }

  @Test
  void a_line_of_configuration_or_a_file_is_a_channel_and_one_that_hangs_delays_neither()
      throws Exception {
    Files.writeString(
        folder.resolve("services.yaml"),
        "services: [{ id: web, url: \"http://127.0.0.1:9/\", interval: 1s }]");
    try (Jar jar = Jar.start(folder)) {
      assertTold("alerts/diary.txt", jar);
      assertTold("alerts/mine.txt", jar);
      // what was sent is marked after it was sent
      try (Connection connection = Recording.outside(folder.resolve("data/uptime_history.db"))) {
        String marked = "select count(distinct channel) from delivery where state = 'sent'";
        assertTrue(
            Wait.until(Wait.LONG, () -> Recording.ask(connection, marked).equals("2")),
            () -> text(jar));
      }
      jar.process().destroy();
      assertEquals(0, jar.exit());
      assertFalse((jar.out() + jar.err()).contains("ERROR"), () -> text(jar));
    }
    String list = run("alert", "list").out();
    assertTrue(list.matches("(?s)ID +AT +CHANNEL +STATE +EVENT +SERVICE +REASON\n.*"), list);
    assertTrue(list.matches("(?s).*  diary +sent +down +web.*"), list);
    assertTrue(list.matches("(?s).*  mine +sent +down +web.*"), list);
    assertTrue(list.matches("(?s).*  stuck +waiting +down +web.*"), list);
    String sent = run("alert", "list", "--state", "sent", "--channel", "diary").out();
    assertFalse(sent.contains("mine") || sent.contains("waiting"), sent);
    assertEquals("no deliveries\n", run("alert", "list", "--state", "dead").out());
    assertEquals(
        "uproute: alert list: no delivery is in the state daed; states are waiting, held, sent,"
            + " refused, dead, suppressed; did you mean \"dead\"?\n",
        run("alert", "list", "--state", "daed").err());
    assertEquals(
        "uproute: no alert channel is called nobody; uproute.alert.channels names diary, mine,"
            + " stuck\n",
        run("alert", "list", "--channel", "nobody").err());
    assertTrue(run("alert", "resend", sent.split("[\n ]+")[7]).out().endsWith("waits\n"));
    Run unknown = run("alert", "resend", "999");
    assertEquals(
        "uproute: no delivery 999 that is done; see: uproute alert list --state dead\n",
        unknown.err());
    assertEquals(2, unknown.exit());
    Files.writeString(
        folder.resolve("application.properties"),
        "uproute.alert.channels = diary\nuproute.alert.diary.to = " + DIARY);
    Run gone = run("alert", "resend", list.split("(?<=\n)(?=[^\n]*  stuck )")[1].split(" ")[0]);
    assertEquals(
        "uproute: no alert channel is called stuck; uproute.alert.channels names diary\n",
        gone.err());
    assertEquals(2, gone.exit());
  }

  private void assertTold(String file, Jar jar) throws Exception {
    Path path = folder.resolve(file);
    assertTrue(
        Wait.until(Wait.LONG, () -> Files.exists(path) && Files.readString(path).contains("web ")),
        () -> file + " was not told: " + text(jar));
  }

  private static String text(Jar jar) {
    try {
      return jar.out() + jar.err();
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  @Test
  void a_check_tells_what_it_found_before_it_ends() throws Exception {
    // one that hangs would be waited for
    Files.writeString(
        folder.resolve("application.properties"),
        "uproute.alert.channels = diary\nuproute.alert.diary.to = " + DIARY);
    Files.writeString(
        folder.resolve("services.yaml"), "services: [{ id: web, url: \"http://127.0.0.1:9/\" }]");
    assertEquals(1, run("check").exit());
    assertTrue(Files.readString(folder.resolve("alerts/diary.txt")).contains("web is down\n"));
  }

  @Test
  void a_test_message_is_sent_at_once_and_the_answer_printed() throws Exception {
    Run accepted = run("alert", "test", "diary");
    assertEquals("", accepted.err());
    assertEquals("diary accepted the message\n", accepted.out());
    assertEquals(0, accepted.exit());
    assertEquals(
        "🔔 Test from Uproute on here\nThis is a test of channel diary\n"
            + "This channel works. Nothing is wrong.\n",
        Files.readString(folder.resolve("alerts/diary.txt")));
    Run stuck = run("alert", "test", "stuck");
    assertEquals(
        "stuck did not accept the message: it did not answer within 10s",
        stuck.err().lines().findFirst().orElse(""));
    assertEquals(1, stuck.exit());
    Run unknown = run("alert", "test", "nobody");
    assertEquals(
        "uproute: no alert channel is called nobody; uproute.alert.channels names diary, mine,"
            + " stuck\n",
        unknown.err());
    assertEquals(2, unknown.exit());
  }

  @Test
  void settings_of_channels_are_judged_all_at_once() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.alert.channels = diary, lost
        uproute.alert.gather = 10
        uproute.alert.diary.to = alerts
        uproute.alert.diary.events = down, upp
        uproute.alert.lost.min-severity = high
        """);
    assertEquals(
        """
        application.properties:2:1: uproute.alert.gather: "10" is not allowed; it must be a time with its unit\
         from 0s to 1m, such as 500ms, 30s
        application.properties:3:1: uproute.alert.diary.to: "alerts" is not allowed; it must be a Camel endpoint,\
         or direct: with one of the routes alert-discord, alert-email, alert-gotify, alert-mine, alert-ntfy,\
         alert-pagerduty, alert-pushover, alert-slack, alert-stuck, alert-teams, alert-telegram, alert-webhook
        application.properties:4:1: uproute.alert.diary.events: "down, upp" is not allowed; it must be any of\
         these, separated by commas: down, up, degraded, partial, escalated, reminder, flapping, tls, host, budget, self, report,\
         test; did you mean "up"?
        application.properties:5:1: uproute.alert.lost.min-severity: "high" is not allowed; it must be info or\
         warning or critical
        uproute.alert.lost.to: "direct:alert-lost" is not allowed; it must be a Camel endpoint, or direct: with\
         one of the routes alert-discord, alert-email, alert-gotify, alert-mine, alert-ntfy, alert-pagerduty,\
         alert-pushover, alert-slack, alert-stuck, alert-teams, alert-telegram, alert-webhook
        """,
        run("validate").err());
  }

  @Test
  void endpoints_that_do_not_exist_are_told_before_the_start_without_what_they_hold()
      throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.alert.channels = a, b, c, d
        uproute.alert.a.to = nosuch:geheim
        uproute.alert.b.to = file:alerts?filName=geheim
        uproute.alert.c.to = file:alerts?doneFileName=x&fileExist=geheim
        uproute.alert.d.to = %s
        """
            .formatted(DIARY));
    Files.writeString(
        folder.resolve("services.yaml"), "services: [{ id: web, url: \"http://127.0.0.1:9/\" }]");
    String expected =
        """
        application.properties:2:1: uproute.alert.a.to: "…" is not allowed: there is no Camel component nosuch on the class path; if Camel has it, ./uproute add camel-nosuch fetches it
        application.properties:3:1: uproute.alert.b.to: "…" is not allowed: the Camel component file has no option filName; did \
        you mean "fileName"?
        application.properties:4:1: uproute.alert.c.to: "…" is not allowed: the Camel component file cannot read one of its values
        """;
    Run validate = run("validate");
    assertEquals(expected, validate.err());
    assertEquals(2, validate.exit());
    Run start = run("check");
    assertTrue(start.err().contains(expected.strip()), start.err());
    assertEquals(2, start.exit());
    assertFalse(Files.exists(folder.resolve("alerts")));
  }

  private Run run(String... args) throws Exception {
    return shell.run(folder, args);
  }
}
