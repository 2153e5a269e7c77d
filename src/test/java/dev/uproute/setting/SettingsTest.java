package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting with a wrong value is one sentence: its key, the value, and what is allowed. */
class SettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "services.from     | nosuch | one or more of these, separated by commas: api, file, notion",
        "services.from     | ''     | one or more of these, separated by commas: api, file, notion",
        "services.file     | ''     | a path",
        "services.every    | 60     | a time with its unit from 1s to 1d, such as 30s, 5m, 2h",
        "notion.page-id    | 12ab   | the 32 digits of an id, or the address of the page in Notion",
        "notion.column.url | ''     | the name of a column",
        "notion.history-by | row    | page or name",
        "notion.version    | latest | a version of Notion's API from 2025-09-03 on",
        "notion.url        | http://n.example | an address without a path: https:// and a host",
        "tick              | x      | a whole number from 10 to 1000",
        "tick              | 0      | a whole number from 10 to 1000",
        "check.workers     | 0      | a whole number from 1 to 100000",
        "check.workers     | 1e3    | a whole number from 1 to 100000",
        "targets.private   | fil    | any of these, separated by commas: api, file, notion; did you"
            + " mean \"file\"?",
        "tls.authorities   | no.pem | a PEM file that can be read, or none",
        "store             | sqlit  | sqlite or postgresql or memory; did you mean \"sqlite\"?",
        "record.backlog    | 0      | a whole number from 1 to 10000000",
        "keep.raw          | x      | a time with its unit from 1h to 3650d, such as 2h, 7d",
        "keep.hourly       | -1d    | a time with its unit from 1d to 3650d, such as 7d",
        "summary.to        | nosuch | any of these, separated by commas: console, csv, notion, site",
        "summary.every     | 60     | a time with its unit from 1s to 1d, such as 30s, 5m, 2h",
        "notion.callout    | ''     | a text",
        "notion.refresh    | 5      | a time with its unit from 0s to 1d, such as 500ms, 30s, 5m, 2h",
        "site.dir          | ''     | a folder that holds nothing but the pages",
        "site.dir          | .      | a folder that holds nothing but the pages",
        "site.refresh      | soon   | a whole number from 0 to 86400",
        "csv.file          | ''     | a path",
        "log.level         | LOUD   | ERROR or WARN or INFO or DEBUG",
        "keep.daily        | ever   | a time with its unit from 1d to 36500d, such as 7d, or forever",
        "keep.size         | 2G     | a size with its unit from 10MB, such as 500MB, 2GB or 512MiB, or none",
        "keep.reserve      | 16M    | a size with its unit from 1MB, such as 500MB, 2GB or 512MiB, or none",
        "keep.reserve      | 1KB    | a size with its unit from 1MB, such as 500MB, 2GB or 512MiB, or none",
        "keep.cron         | daily  | six fields: seconds minutes hours day month weekday,"
            + " such as 30 0/5 * * * ?"
      })
  void a_value_that_is_not_allowed(String key, String value, String allowed) {
    String invalid = value.isEmpty() ? "is missing" : '"' + value + "\" is not allowed";
    assertEquals(
        "uproute." + key + ": " + invalid + "; it must be " + allowed,
        complaint(Map.of("uproute." + key, value)));
  }

  @Test
  void a_channel_says_what_its_kind_needs_and_shows_no_secret() {
    assertEquals(
        """
        uproute.alert.team.to: "direct:alert-nosuch" is not allowed; it must be a Camel endpoint, or direct:\
         with one of the routes alert-discord, alert-email, alert-gotify, alert-ntfy,\
         alert-pagerduty, alert-pushover, alert-slack, alert-teams, alert-telegram, alert-webhook\
        """,
        complaint(
            Map.of(
                "uproute.alert.channels", "team", "uproute.alert.team.to", "direct:alert-nosuch")));
    assertEquals(
        """
        uproute.alert.discord.url: "…" is not allowed; it must be an address that begins with\
         https:// or http://
        uproute.alert.mail.from: is missing; it must be a text
        uproute.alert.mail.host: is missing; it must be one word
        uproute.alert.mail.recipients: is missing; it must be a text
        uproute.alert.mail.tls: "ssl" is not allowed; it must be starttls or implicit or none\
        """,
        complaint(
            Map.of(
                "uproute.alert.channels", "discord,mail",
                "uproute.alert.discord.url", "discord.com/" + Secret.WORD,
                "uproute.alert.mail.to", "direct:alert-email",
                "uproute.alert.mail.tls", "ssl")));
  }

  @Test
  void all_wrong_values_are_told_at_once() {
    assertEquals(
        """
        uproute.store: "x" is not allowed; it must be sqlite or postgresql or memory
        uproute.tick: "y" is not allowed; it must be a whole number from 10 to 1000\
        """,
        complaint(Map.of("uproute.tick", "y", "uproute.store", "x")));
  }

  @Test
  void what_notion_needs_is_told_when_it_is_named_and_only_then() {
    assertEquals(
        """
        uproute.notion.data-source-id: is missing; notion in uproute.services.from needs it, also as NOTION_DATA_SOURCE_ID in the environment, or uproute.notion.database-id
        uproute.notion.token: is missing; notion in uproute.services.from needs it, also as NOTION_TOKEN in the environment\
        """,
        complaint(Map.of("uproute.services.from", "file,notion")));
  }

  @Test
  void a_token_that_is_not_allowed_is_not_shown() {
    assertEquals(
        "uproute.notion.token: \"…\" is not allowed; it must be one word",
        complaint(Map.of("uproute.notion.token", "ntn_" + Secret.WORD + " and more")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef",
        "01234567-89ab-cdef-0123-456789abcdef",
        "https://www.notion.so/mine/Services-0123456789abcdef0123456789abcdef?v=1"
      })
  void an_id_of_notion_may_be_written_in_each_of_its_forms(String id) {
    assertEquals(
        "uproute.tick: \"x\" is not allowed; it must be a whole number from 10 to 1000",
        complaint(Map.of("uproute.notion.page-id", id, "uproute.tick", "x")));
  }

  @Test
  void what_only_the_object_made_of_it_can_judge_is_said_as_plainly() {
    assertEquals(
        "uproute.keep.raw: \"30m\" is not allowed; it must be a time with its unit from 1h to 3650d, such as 2h, 7d",
        complaint(Map.of("uproute.keep.raw", "30m")));
    assertEquals(
        "uproute.keep.hourly: 30d is too short, uproute.keep.raw and 1d are the least",
        complaint(Map.of("uproute.keep.hourly", "30d")));
    assertEquals(
        "uproute.keep.daily: 399d is too short, uproute.keep.hourly is the least",
        complaint(Map.of("uproute.keep.daily", "399d")));
    assertEquals(
        "uproute.store.path: 'a?b' is not allowed, the path of a file is, without '?' and without"
            + " a prefix like 'file:'",
        complaint(Map.of("uproute.store.path", "a?b")));
  }

  @Test
  void others_reach_the_management_server_only_with_a_token_and_at_a_port_of_its_own() {
    String token = Secret.WORD + "0".repeat(32);
    assertEquals(
        "uproute.management.token: is missing; at 0.0.0.0 others reach the management server"
            + " (uproute.management.host), so it needs a token of 32 characters or more",
        complaint(Map.of("uproute.management.port", "8071", "uproute.management.host", "0.0.0.0")));
    assertEquals(
        """
        uproute.heartbeat.url: "…" is not allowed; it must be an address that begins with https:// or http://, or none
        uproute.management.port: 8070 is the port of the pages (uproute.http.port)
        uproute.management.token: "…" is not allowed; it must be tokens of 32 to 512 letters, digits and . _ ~ + / = -, separated by commas, or none\
        """,
        complaint(
            Map.of(
                "uproute.management.port", "8070",
                "uproute.management.token", token + "!",
                "uproute.heartbeat.url", "ftp://" + Secret.WORD)));
  }

  @Test
  void jolokia_is_opened_with_a_port_a_password_and_for_this_machine_alone() {
    assertEquals(
        """
        uproute.jolokia: needs a port: set uproute.management.port, such as 8071
        uproute.jolokia: needs a password of its own: set uproute.jolokia.password\
        """,
        complaint(Map.of("uproute.jolokia", "true")));
    Map<String, String> elsewhere =
        Map.of(
            "uproute.jolokia", "true",
            "uproute.jolokia.password", "x".repeat(16),
            "uproute.management.port", "8071",
            "uproute.management.host", "0.0.0.0",
            "uproute.management.token", "t".repeat(32));
    assertEquals(
        "uproute.jolokia: is not opened: uproute.management.host is not 127.0.0.1, and who reaches"
            + " Jolokia stops routes",
        complaint(elsewhere));
    assertEquals(
        "uproute.jolokia.password: \"…\" is not allowed; it must be 16 to 512 characters without"
            + " spaces, or none",
        complaint(Map.of("uproute.jolokia.password", Secret.WORD)));
  }

  @Test
  void the_address_of_a_database_is_never_shown() {
    assertEquals(
        "uproute.store.url: is missing; uproute.store = postgresql needs it, also as DATABASE_URL"
            + " in the environment: postgresql://user:password@host:port/database",
        complaint(Map.of("uproute.store", "postgresql")).replaceAll("(?s).*\\n(?=uproute)", ""));
    String mysql =
        complaint(
            Map.of(
                "uproute.store", "postgresql", "uproute.store.url", "mysql://u:secret@h:3306/d"));
    assertTrue(mysql.contains("has the scheme mysql, which is not supported"), mysql);
    assertFalse(mysql.contains("secret"), mysql);
  }

  private static String complaint(Map<String, String> settings) {
    Main main = Assembly.assemble(settings);
    try {
      return StartupError.text(assertThrows(Exception.class, () -> Assembly.init(main)));
    } finally {
      main.stop();
    }
  }
}
