package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs that speak to the program as users run it, over real sockets, and what it remembers. */
@Execution(ExecutionMode.CONCURRENT)
class HeartbeatTest {
  private static final String TOKEN = Secret.WORD + "-0f-the-backup";
  private static final Duration LIMIT = Wait.LONG;

  @TempDir Path folder;
  private final int port = FreePort.find();

  private void list(String... services) throws IOException {
    Files.writeString(
        folder.resolve("services.yaml"),
        "allow_empty: true\nservices:\n  - " + String.join("\n  - ", services) + "\n");
  }

  private static String backup(String keys) {
    return "{ id: backup, url: \"heartbeat:{{env:BACKUP_TOKEN}}\", " + keys + " }";
  }

  private Jar start() throws IOException {
    return Jar.start(
        folder, Map.of("UPROUTE_HTTP_PORT", String.valueOf(port), "BACKUP_TOKEN", TOKEN));
  }

  private Jar listening() throws Exception {
    Jar jar = start();
    assertTrue(Wait.until(LIMIT, () -> hears(jar)), () -> said(jar));
    return jar;
  }

  private static String said(Jar jar) {
    try {
      return jar.out() + jar.err();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean hears(Jar jar) {
    return said(jar).contains("Uproute listens at");
  }

  private int ask(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(LIMIT)
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build()).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private int beat(String end) throws Exception {
    return ask("GET", "/beat/" + TOKEN + end);
  }

  /** Status and sentence of the last result, for example {@code 0 beat at 12:03 UTC}. */
  private String stands() throws SQLException {
    try (Connection connection = database()) {
      return Recording.ask(
          connection,
          "select k.status || ' ' || k.reason from streak k join service s on s.key = k.service"
              + " where s.id = 'backup'");
    }
  }

  private Connection database() throws SQLException {
    return Recording.outside(folder.resolve("data/uptime_history.db"));
  }

  private void becomes(String form) throws Exception {
    boolean found =
        Wait.until(
            LIMIT,
            () ->
                Files.exists(folder.resolve("data/uptime_history.db"))
                    && String.valueOf(stands()).matches(form));
    assertTrue(found, form + " is not " + stands());
  }

  private String flips() throws SQLException {
    try (Connection connection = database()) {
      return Recording.ask(connection, "select group_concat(event, ' ') from flip");
    }
  }

  @Test
  void a_job_is_heard_judged_at_once_and_remembered_across_a_kill() throws Exception {
    list(backup("interval: 1h"));
    try (Jar jar = listening()) {
      assertEquals(404, ask("GET", "/beat/" + TOKEN + "x"));
      assertEquals(404, ask("GET", "/beat/" + TOKEN + "/stop"));
      assertEquals(404, ask("GET", "/beat/"));
      becomes("5 no beat yet");
      assertEquals(200, beat("/start"));
      assertEquals(200, ask("POST", "/beat/" + TOKEN));
      becomes("0 beat at \\d\\d:\\d\\d UTC, ran for \\d s");
      assertEquals(200, beat("/3"));
      becomes("4 the job failed with exit code 3 at \\d\\d:\\d\\d UTC");
      assertEquals(200, ask("HEAD", "/beat/" + TOKEN + "/0"));
      becomes("0 beat at \\d\\d:\\d\\d UTC");
      assertFalse(said(jar).contains(TOKEN), () -> said(jar));
      jar.process().toHandle().destroyForcibly();
      jar.process().onExit().join();
    }
    String before = flips();
    assertEquals("down up", before);
    try (Jar jar = listening()) {
      assertEquals(200, beat(""));
      becomes("0 beat at \\d\\d:\\d\\d UTC");
      assertEquals(before, flips(), () -> said(jar));
    }
  }

  @Test
  void a_missing_beat_is_down_and_a_restart_does_not_forget_how_long() throws Exception {
    list(backup("interval: 2s, grace: 1s, escalate_after: 0"));
    try (Jar jar = listening()) {
      becomes("4 no beat since it was listed at \\d\\d:\\d\\d UTC, expected every 2s");
      assertEquals(200, beat(""));
      becomes("0 beat .*");
      becomes("4 last beat at \\d\\d:\\d\\d UTC, expected every 2s");
      assertFalse(said(jar).contains("ERROR"), () -> said(jar));
    }
    String flips = flips();
    try (Jar _ = listening()) {
      becomes("4 last beat at \\d\\d:\\d\\d UTC, expected every 2s");
      assertEquals(flips, flips());
    }
  }

  @Test
  void a_heartbeat_that_is_listed_later_is_heard_and_the_pages_are_there_without()
      throws Exception {
    list("{ url: \"http://127.0.0.1:9/\" }");
    try (Jar jar = listening()) {
      assertTrue(Wait.until(LIMIT, () -> ask("GET", "/") == 200), () -> said(jar));
      assertEquals(200, ask("GET", "/status"));
      assertEquals(404, beat(""));
      list(backup("interval: 1h"));
      assertTrue(Wait.until(LIMIT, () -> beat("") == 200));
      list("{ url: \"http://127.0.0.1:9/\" }");
      assertTrue(Wait.until(LIMIT, () -> beat("") == 404));
    }
  }

  @Test
  void what_callers_send_is_neither_read_nor_obeyed() throws Exception {
    list(backup("interval: 1h"));
    try (Jar jar = listening()) {
      String[] hostile = {
        "CamelHttpResponseCode", "418", "CamelHttpPath", "/beat/other", "camelFileName", "x",
        "To", "evil@example.org", "Authorization", "Bearer x", "path", "/beat/other"
      };
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + port
                              + "/beat/"
                              + TOKEN
                              + "?path=x&CamelHttpPath=y"))
                  .headers(hostile)
                  .POST(BodyPublishers.ofString("${exec} {{env:HOME}}"))
                  .build());
      assertEquals(200, answer.statusCode());
      assertEquals("OK", answer.body());
      assertFalse(
          answer
              .headers()
              .map()
              .keySet()
              .toString()
              .matches("(?i).*(camel|authorization|\\bto\\b|path).*"),
          answer.headers().toString());
      HttpResponse<String> large =
          send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/beat/" + TOKEN))
                  .POST(BodyPublishers.ofByteArray(new byte[100_000]))
                  .build());
      assertEquals(413, large.statusCode());
      assertEquals(405, ask("DELETE", "/beat/" + TOKEN));
      for (String path :
          new String[] {
            "/services.yaml",
            "/beat/../services.yaml",
            "/application.properties",
            "/routes/heartbeat.camel.yaml",
            "/data/uptime_history.db",
            "/.uproute-files",
            "/%2e%2e/services.yaml",
            "/..%2fservices.yaml",
            "/index.html%00.png",
            "/BEAT/" + TOKEN
          }) {
        assertEquals(404, ask("GET", path), path);
      }
      assertFalse(said(jar).contains(TOKEN), () -> said(jar));
    }
  }

  @Test
  void a_job_is_heard_while_the_database_fails_and_however_often_it_speaks() throws Exception {
    list(backup("interval: 1h"));
    try (Jar jar = listening()) {
      assertEquals(200, beat(""));
      becomes("0 beat .*");
      try (Connection connection = database();
          Statement statement = connection.createStatement()) {
        statement.execute("alter table beat rename to aside");
        assertEquals(200, beat("/7"));
        becomes("4 the job failed with exit code 7 .*");
        statement.execute("alter table aside rename to beat");
      }
      for (int i = 0; i < 50; i++) {
        assertEquals(200, beat(""));
      }
      assertTrue(
          Wait.until(
              LIMIT,
              () -> {
                try (Connection connection = database()) {
                  return "1"
                      .equals(
                          Recording.ask(
                              connection, "select failed is null and good > 0 from beat"));
                }
              }),
          () -> said(jar));
      assertTrue(said(jar).contains("heartbeat-keep failed"), () -> said(jar));
    }
  }

  @Test
  void a_port_that_is_taken_is_told_and_nothing_starts() throws Exception {
    list(backup("interval: 1h"));
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        Jar jar = start()) {
      assertEquals(2, jar.exit(), () -> said(jar));
      assertTrue(jar.err().contains("uproute.http.port"), jar.err());
      assertTrue(jar.err().contains(String.valueOf(taken.getLocalPort())), jar.err());
    }
  }
}
