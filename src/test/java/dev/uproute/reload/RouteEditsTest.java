package dev.uproute.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Farm;
import dev.uproute.Jar;
import dev.uproute.Recording;
import dev.uproute.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as users run it watches 200 services, each every second, by a route that is edited
 * twenty ways meanwhile.
 */
@Tag("nightly")
class RouteEditsTest {
  private static final int SERVICES = 200;
  private static final String FILE = "routes/check-shop.camel.yaml";

  /** What a broken edit has in place of the step that asks; the place is in the log. */
  private static final Map<String, String> BROKEN =
      Map.of(
          "- log: { message: hi", "is not YAML",
          "- frobnicate: { a: b }", "frobnicate is no step of Camel",
          "- to: nosuch:x", "there is no Camel component nosuch",
          "- to: direct:nosuch", "there is no route direct:nosuch",
          "- setBody: { groovy: 1 + 1 }", "there is no language groovy",
          "- setBody: { constnt: x }", "there is no key constnt here",
          "- to: \"log:{{not.there}}\"", "{{not.there}} is not a property",
          "- bean: { ref: nosuch, method: x }", "there is no bean nosuch",
          "- loop: { doWhile: true, constant: \"true\", steps: [ { log: a } ] }",
              "a loop that never ends",
          "- to: direct:check-shop", "a circle that never ends: check-shop -> check-shop");

  private static final String PAUSES =
      "select at - lag(at) over (partition by service order by at) as pause from result";

  @TempDir Path folder;
  private Farm farm;
  private long slowest;
  private long slowestPage;

  private void edit(String step) throws Exception {
    Files.writeString(
        folder.resolve(FILE),
        """
        - route:
            id: check-shop
            from:
              uri: direct:check-shop
              steps:
                %s
        """
            .formatted(step));
  }

  private int asked(String word) {
    return farm.asked().getOrDefault("/ok/" + word, List.of()).size();
  }

  /** Asks another path, and waits until it is asked. */
  private void good(String word) throws Exception {
    edit("- to: " + farm.url("/ok/" + word));
    long edited = System.nanoTime() / 1_000_000;
    assertTrue(Wait.until(Wait.LONG, () -> asked(word) > 0), word);
    slowest = Math.max(slowest, farm.asked().get("/ok/" + word).getFirst() - edited);
  }

  /** The next report is an hour away; an edit does not wait for it. */
  private void page(String text) throws Exception {
    Path page = folder.resolve("public/index.html");
    assertTrue(Wait.until(Wait.LONG, () -> Files.exists(page)));
    Files.createDirectories(folder.resolve("templates/site"));
    Files.writeString(folder.resolve("templates/site/index.ftlh"), text);
    long edited = System.nanoTime() / 1_000_000;
    assertTrue(Wait.until(Wait.LONG, () -> Files.readString(page).equals(text)), text);
    slowestPage = Math.max(slowestPage, System.nanoTime() / 1_000_000 - edited);
  }

  private void broken(Jar jar, String word, String step, String why) throws Exception {
    edit(step);
    assertTrue(
        Wait.until(
            Wait.LONG,
            () ->
                jar.err()
                    .lines()
                    .anyMatch(
                        line ->
                            line.matches(".*Not taken.* " + FILE + ":\\d+:\\d+: .*")
                                && line.contains(why))),
        why);
    int before = asked(word);
    assertTrue(Wait.until(Wait.LONG, () -> asked(word) > before + SERVICES), "the old one goes on");
  }

  @Test
  void good_edits_are_live_in_three_seconds_broken_ones_change_nothing_and_no_check_is_missed()
      throws Exception {
    StringBuilder yaml = new StringBuilder("services:\n");
    for (int i = 0; i < SERVICES; i++) {
      yaml.append("  - { id: s%d, type: shop, interval: 1, retries: 0 }\n".formatted(i));
    }
    Files.writeString(folder.resolve("services.yaml"), yaml);
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(folder.resolve("application.properties"), "uproute.summary.every = 1h\n");
    try (Farm target = new Farm()) {
      farm = target;
      edit("- to: " + farm.url("/ok/begin"));
      try (Jar jar = Jar.start(folder)) {
        assertTrue(Wait.until(Wait.LONG, () -> asked("begin") > 5 * SERVICES), jar::toString);
        int edits = 0;
        for (Map.Entry<String, String> each : BROKEN.entrySet()) {
          String word = "word" + edits++;
          good(word);
          broken(jar, word, each.getKey(), each.getValue());
        }
        page("mine");
        page("yours");
      }
    }
    String seen = "slowest edit " + slowest + " ms, of a page " + slowestPage + " ms; " + inStore();
    System.out.println("EDITS " + seen);
    assertTrue(slowest <= 3_000, seen);
    // each of the 200 pages is made anew, which takes its time on a machine that is busy
    assertTrue(slowestPage <= 30_000, seen);
    assertEquals(0, missed(), seen);
  }

  private long count(String sql) throws Exception {
    try (Connection connection = Recording.outside(folder.resolve("data/uptime_history.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private String inStore() throws Exception {
    return "%d results, %d not UP, longest pause %d ms"
        .formatted(
            count("select count(*) from result"),
            count("select count(*) from result where status <> 0"),
            longest());
  }

  private long longest() throws Exception {
    return count("select max(pause) from (%s)".formatted(PAUSES));
  }

  /** Results that are not there, and those that say something else than the target did. */
  private long missed() throws Exception {
    return count("select count(*) from result where status <> 0")
        + count("select count(*) from (%s) where pause >= 1900".formatted(PAUSES));
  }
}
