package dev.uproute.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Monitors, groups, tags, notifications and maintenance of Uptime Kuma. */
class KumaTest {
  private static final String USUAL = "expect.http_status=200-299, ";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("kuma.db");
  }

  /** The one service of a monitor with these columns, and what was lost, a line each. */
  private String one(Map<String, ?> columns) throws Exception {
    Map<String, Object> all = new HashMap<>(Map.of("name", "Git", "interval", 60));
    all.putAll(columns);
    Files.deleteIfExists(file());
    try (KumaFixture kuma = new KumaFixture(file(), 2)) {
      kuma.add("monitor", all);
      Imported found = kuma.read();
      String services =
          found.services().stream().map(each -> each.keys().toString()).reduce("", String::concat);
      return services.replace("id=git, name=Git, ", "").replace(", channels=[]", "")
          + found.losses().stream()
              .map(loss -> "\n" + loss.what() + ": " + loss.why())
              .reduce("", String::concat);
    }
  }

  @Test
  void what_is_asked_by_http_is_carried_over() throws Exception {
    assertEquals(
        "{url=https://git.example.org, method=POST, body={\"a\":1}, headers={Content-Type=application/json,"
            + " X-Key=k}, auth={basic={user=ann, password=secret}}, expect.http_status=[200-299, 404],"
            + " timeout=10s, follow_redirects=false, verify=false, tls_warn_days=[], interval=1m,"
            + " retries=1, retry_delay=10s, remind_every=5m}",
        one(
            Map.ofEntries(
                Map.entry("type", "http"),
                Map.entry("url", "https://git.example.org"),
                Map.entry("method", "POST"),
                Map.entry("body", "{\"a\":1}"),
                Map.entry("headers", "{\"X-Key\":\"k\"}"),
                Map.entry("auth_method", "basic"),
                Map.entry("basic_auth_user", "ann"),
                Map.entry("basic_auth_pass", "secret"),
                Map.entry("accepted_statuscodes_json", "[\"200-299\",\"404\"]"),
                Map.entry("timeout", 10),
                Map.entry("maxredirects", 0),
                Map.entry("ignore_tls", 1),
                Map.entry("expiry_notification", 0),
                Map.entry("maxretries", 1),
                Map.entry("retry_interval", 10),
                Map.entry("resend_interval", 5))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keyword    | Welcome | 0 | expect.body_contains=Welcome
          keyword    | Fatal   | 1 | bot_protection_string=Fatal
          """)
  void a_keyword_is_text_that_is_expected_or_must_not_be_there(
      String type, String keyword, int inverted, String expected) throws Exception {
    String found =
        one(
            Map.of(
                "type", type, "url", "http://a", "keyword", keyword, "invert_keyword", inverted));
    assertTrue(found.startsWith("{url=http://a, " + USUAL + expected + ","), found);
    assertEquals(inverted == 1, found.contains("invert_keyword: a page with that text is offline"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.status      | == | ok  | $.status == "ok"
          status        |    | ok  | $.status == "ok"
          $.a.b[0].c    | >= | 2.5 | $.a.b[0].c >= 2.5
          $.up          | != | true| $.up != true
          $count(items) | <  | 10  | $.items.length() < 10
          $.a.`b c`     | contains | 7 | $.a['b c'] contains "7"
          """)
  void a_plain_json_query_is_a_line_of_json(String path, String op, String value, String line)
      throws Exception {
    Map<String, Object> columns =
        new HashMap<>(
            Map.of(
                "type",
                "json-query",
                "url",
                "http://a",
                "json_path",
                path,
                "expected_value",
                value));
    if (op != null) {
      columns.put("json_path_operator", op);
    }
    String found = one(columns);
    assertTrue(found.startsWith("{url=http://a, " + USUAL + "expect.json=[" + line + "]"), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          upside_down | 1          | upside_down: no check here is UP because its target fails
          auth_method | oauth2-cc  | auth_method: oauth2-cc is not known; there are basic and bearer
          auth_method | basic      | auth_method: basic has no user, password or token; there are basic and bearer
          proxy_id    | 1          | proxy_id: checks use no proxy
          body        | {"a":"{{b}}"} | body: holds {{…}}, which would be filled in; put it into a file and write {{file:…}}
          accepted_statuscodes_json | [] | accepted_statuscodes_json: no status code is accepted
          """)
  void what_would_be_checked_otherwise_is_paused_and_named(String column, String value, String why)
      throws Exception {
    String found = one(Map.of("type", "http", "url", "http://a", column, value));
    assertTrue(found.contains("enabled=false"), found);
    assertTrue(found.contains("\nmonitor \"Git\": " + why + "\n"), found);
    assertTrue(
        found.endsWith(
            "is carried over paused (enabled: false), since it would be checked otherwise"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          port       | hostname=db.example.org,port=5432          | tcp://db.example.org:5432
          port       | hostname=2001:db8::1,port=22               | tcp://[2001:db8::1]:22
          ping       | hostname=router.lan                        | ping://router.lan
          dns        | hostname=example.org,dns_resolve_server=1.1.1.1,dns_resolve_type=MX,port=53 | dns://1.1.1.1/example.org?type=MX
          push       | push_token=abcdefghijklmnop0123            | heartbeat:abcdefghijklmnop0123
          postgres   | database_connection_string=postgres://u:p@pg.example.org/db | tcp://pg.example.org:5432
          redis      | database_connection_string=redis://:p@re.example.org:6380   | tcp://re.example.org:6380
          sqlserver  | database_connection_string=Server=tcp:sql.example.org;Password=p | tcp://sql.example.org:1433
          mqtt       | hostname=mqtt://m.example.org,port=1883    | tcp://m.example.org:1883
          grpc-keyword | grpc_url=g.example.org:50051             | tcp://g.example.org:50051
          steam      | hostname=cs.example.org,port=27015         | udp://cs.example.org:27015
          """)
  void other_types_have_their_address(String type, String columns, String url) throws Exception {
    Map<String, Object> all = new HashMap<>(Map.of("type", type));
    for (String column : columns.split(",")) {
      all.put(column.substring(0, column.indexOf('=')), column.substring(column.indexOf('=') + 1));
    }
    String found = one(all);
    assertTrue(found.startsWith("{url=" + url + ","), found);
    assertFalse(found.contains("p@") || found.contains("Password"), found);
  }

  @Test
  void a_type_without_a_check_is_named() throws Exception {
    assertEquals(
        "\nmonitor \"Git\": there is no check of type docker here; its history is not carried over either",
        one(Map.of("type", "docker", "docker_host", 1, "docker_container", "web")));
  }

  @Test
  void attempts_that_do_not_fit_into_an_interval_are_results_in_a_row() throws Exception {
    assertEquals(
        "{url=http://a, "
            + USUAL
            + "timeout=48s, interval=1m, down_after=4}"
            + "\nmonitor \"Git\": retry_interval: while it fails it is checked every 1m as always, not every 30s",
        one(
            Map.of(
                "type",
                "http",
                "url",
                "http://a",
                "timeout",
                48,
                "maxretries",
                3,
                "retry_interval",
                30)));
  }

  @Test
  void a_column_nobody_knows_is_a_loss_when_it_is_set() throws Exception {
    try (KumaFixture kuma = new KumaFixture(file(), 2)) {
      kuma.run("alter table monitor add column moon_phase text default 'any'");
      kuma.add("monitor", Map.of("name", "A", "type", "http", "url", "http://a"));
      kuma.add(
          "monitor", Map.of("name", "B", "type", "http", "url", "http://b", "moon_phase", "full"));
      assertEquals(
          List.of("monitor \"B\": moon_phase"),
          kuma.read().losses().stream().map(Loss::what).toList());
    }
  }

  @Test
  void groups_tags_and_channels_come_along() throws Exception {
    try (KumaFixture kuma = new KumaFixture(file(), 1)) {
      kuma.add("monitor", Map.of("id", 1, "name", "Home", "type", "group"))
          .add(
              "monitor",
              Map.of("id", 2, "name", "Media", "type", "group", "parent", 1, "active", 0))
          .add(
              "monitor",
              Map.of("id", 3, "name", "Plex", "type", "http", "url", "http://p", "parent", 2))
          .add(
              "monitor",
              Map.of("id", 4, "name", "Plex", "type", "http", "url", "http://q", "weight", 9000))
          .add("tag", Map.of("id", 1, "name", "prod"))
          .add("tag", Map.of("id", 2, "name", "team"))
          .add("monitor_tag", Map.of("monitor_id", 4, "tag_id", 1))
          .add("monitor_tag", Map.of("monitor_id", 4, "tag_id", 2, "value", "ops"))
          .add(
              "notification",
              Map.of(
                  "id",
                  1,
                  "name",
                  "Our Discord",
                  "config",
                  "{\"type\":\"discord\",\"discordWebhookUrl\":\"https://d/x\",\"discordUsername\":\"Kuma\",\"isDefault\":true}"))
          .add("notification", Map.of("id", 2, "name", "Signal", "config", "{\"type\":\"signal\"}"))
          .add(
              "notification",
              Map.of(
                  "id",
                  3,
                  "name",
                  "ntfy",
                  "config",
                  "{\"type\":\"ntfy\",\"ntfyserverurl\":\"https://ntfy.sh\",\"ntfytopic\":\"t\"}"))
          .add("monitor_notification", Map.of("monitor_id", 4, "notification_id", 1))
          .add("monitor_notification", Map.of("monitor_id", 4, "notification_id", 2));
      Imported found = kuma.read();
      assertEquals(
          List.of(
              "{id=plex, name=Plex, url=http://q, expect.http_status=200-299, interval=20s, tags={prod=true, team=ops}, channels=[our-discord]}",
              "{id=home.media-plex, name=Plex, url=http://p, expect.http_status=200-299, enabled=false, interval=20s, channels=[]}"),
          found.services().stream().map(each -> each.keys().toString()).toList());
      assertEquals(
          List.of(
              "uproute.alert.our-discord.to=direct:alert-discord false",
              "uproute.alert.our-discord.url=https://d/x true",
              "uproute.alert.ntfy.url=https://ntfy.sh/t true",
              "uproute.alert.channels=our-discord,ntfy false"),
          found.settings().stream()
              .map(s -> s.key() + "=" + s.value() + " " + s.secret())
              .toList());
      assertEquals(
          List.of("notification \"Our Discord\": discordUsername", "notification \"Signal\""),
          found.losses().stream().map(Loss::what).toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * * 0,6      | 0 30 2 ? * SUN,SAT
          0 3 1,15,L * *    | 0 0 3 1,15,L * ?
          */30 1-3 * * 1-5  | 0 */30 1-3 ? * MON-FRI
          0 5 1 * 1         | 0 0 5 1 * ? / 0 0 5 ? * MON
          0 5 * * 5#2       | 0 0 5 ? * FRI#2
          15 0 5 * * *      | 15 0 5 * * ?
          @daily            |
          """)
  void cron_becomes_quartz(String cron, String quartz) {
    assertEquals(quartz == null ? "" : quartz, String.join(" / ", KumaCron.quartz(cron)));
  }

  @Test
  void maintenance_becomes_windows() throws Exception {
    try (KumaFixture kuma = new KumaFixture(file(), 1)) {
      kuma.add("monitor", Map.of("id", 1, "name", "Home", "type", "group"))
          .add(
              "monitor",
              Map.of("id", 2, "name", "Git", "type", "http", "url", "http://g", "parent", 1))
          .add("setting", Map.of("key", "serverTimezone", "value", "\"Europe/Berlin\""))
          .add(
              "maintenance",
              Map.of(
                  "id",
                  1,
                  "title",
                  "Disks",
                  "start_date",
                  "2027-06-17 22:00:00",
                  "end_date",
                  "2027-06-18 01:00",
                  "timezone",
                  "UTC"))
          .add(
              "maintenance",
              Map.of(
                  "id",
                  2,
                  "title",
                  "Weekend",
                  "strategy",
                  "recurring-weekday",
                  "start_time",
                  "02:30",
                  "weekdays",
                  "[0,6]",
                  "duration",
                  5400,
                  "timezone",
                  "SAME_AS_SERVER"))
          .add(
              "maintenance",
              Map.of(
                  "id",
                  3,
                  "title",
                  "Old",
                  "start_date",
                  "2024-06-17 22:00",
                  "end_date",
                  "2024-06-18 01:00"))
          .add(
              "maintenance",
              Map.of(
                  "id", 4, "title", "Third", "strategy", "recurring-interval", "interval_day", 3))
          .add("maintenance", Map.of("id", 5, "title", "Hand", "strategy", "manual"))
          .add(
              "maintenance",
              Map.of(
                  "id",
                  6,
                  "title",
                  "Both",
                  "strategy",
                  "cron",
                  "cron",
                  "0 5 1 * 1",
                  "duration",
                  60,
                  "timezone",
                  "UTC"));
      for (int id = 1; id < 7; id++) {
        kuma.add("monitor_maintenance", Map.of("monitor_id", 1, "maintenance_id", id));
      }
      Clock clock = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
      Imported found = new Kuma(clock).read(Input.of(List.of(file())));
      assertEquals(
          List.of(
              "{name=Disks, from=2027-06-17 22:00, to=2027-06-18 01:00, time_zone=UTC, services=[home.git]}",
              "{name=Weekend, days=[sun, sat], at=02:30, for=90m, time_zone=Europe/Berlin, services=[home.git]}",
              "{name=Both, cron=0 0 5 1 * ?, for=1m, time_zone=UTC, services=[home.git]}",
              "{name=Both, cron=0 0 5 ? * MON, for=1m, time_zone=UTC, services=[home.git]}"),
          found.windows().stream().map(each -> each.keys().toString()).toList());
      assertEquals(
          List.of("\"Old\"", "\"Third\"", "\"Hand\""),
          found.losses().stream().map(loss -> loss.what().replace("maintenance ", "")).toList());
    }
  }

  @Test
  void a_file_that_is_written_meanwhile_is_read_whole_and_never_changed() throws Exception {
    try (KumaFixture kuma = new KumaFixture(file(), 1)) {
      kuma.run("pragma journal_mode = wal");
      kuma.add("monitor", Map.of("name", "Git", "type", "http", "url", "http://g"));
      byte[] before = Files.readAllBytes(file());
      byte[] log = Files.readAllBytes(folder.resolve("kuma.db-wal"));
      assertTrue(log.length > 0);
      assertEquals(1, kuma.read().services().size());
      assertArrayEquals(before, Files.readAllBytes(file()));
      assertArrayEquals(log, Files.readAllBytes(folder.resolve("kuma.db-wal")));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList());
    }
    byte[] before = Files.readAllBytes(file());
    assertEquals(1, new Kuma().read(Input.of(List.of(file()))).services().size());
    assertArrayEquals(before, Files.readAllBytes(file()));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @Test
  void only_its_own_database_is_recognised_and_a_dump_says_what_to_do() throws Exception {
    try (KumaFixture kuma = new KumaFixture(file(), 1)) {
      kuma.run("drop table status_page");
    }
    Path other = Files.writeString(folder.resolve("config.yaml"), "endpoints: []");
    Path dump = Files.writeString(folder.resolve("kuma.sql"), "-- MariaDB dump 10.19\n");
    Kuma kuma = new Kuma();
    assertTrue(kuma.recognises(Input.of(List.of(file()))));
    assertFalse(kuma.recognises(Input.of(List.of(other))));
    assertTrue(kuma.recognises(Input.of(List.of(dump))));
    String message =
        assertThrows(IllegalArgumentException.class, () -> kuma.read(Input.of(List.of(dump))))
            .getMessage();
    assertTrue(message.contains("kuma.sql is a dump of MariaDB or MySQL, which cannot be read"));
  }
}
