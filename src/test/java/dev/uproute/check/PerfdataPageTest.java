package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.page.Branding;
import dev.uproute.page.Language;
import dev.uproute.page.Pages;
import dev.uproute.report.LiveState;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Windows;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real command measured, from the shipped route over the database to the page. */
class PerfdataPageTest {
  private static final String LONG = "long".repeat(60);

  @TempDir Path folder;

  @Test
  void the_page_of_a_command_shows_its_figures_with_their_units() throws Exception {
    String page =
        page("PING OK | rta=0.0491ms;100;500;0; pl=20%;20;60;0; 'users on'=3 total=1234567c");
    for (String part :
        List.of(
            "<h2 id=\"host\">Measured</h2>",
            "data-group=\"perfdata\" data-kind=\"ms\"",
            "<bdi>rta</bdi>: 0.0491 ms to 0.0491 ms",
            "<bdi>pl</bdi>: 20 % to 20 %",
            "<bdi>users on</bdi>: 3 to 3<",
            "<bdi>total</bdi>: 1,235,000 c to 1,235,000 c")) {
      assertTrue(page.contains(part), part + " is missing in\n" + page);
    }
  }

  @Test
  void whatever_a_command_calls_its_figures_is_only_text() throws Exception {
    String page =
        page(
            "OK | '<script>alert(1)</script>'=1 '\" onload=x()'=2ms 'a & b'=3\"><i>"
                + (" '" + LONG + " first'=4ms '" + LONG + "'=5GB '\u202Eback'=6"));
    for (String part :
        List.of(
            "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>: 1 to 1",
            "<bdi>&quot; onload=x()</bdi>: 2 ms to 2 ms",
            "data-kind=\"&quot;&gt;&lt;i&gt;\"",
            "<bdi>" + LONG.substring(0, 199) + "…</bdi>: 4 ms to 4 ms",
            "<bdi>" + LONG.substring(0, 199) + "…</bdi>: 5 GB to 5 GB",
            "<bdi>\uFFFDback</bdi>: 6 to 6")) {
      assertTrue(page.contains(part), part + " is missing in\n" + page);
    }
    assertFalse(page.contains("<script>alert") || page.contains("\"><i>"), page);
  }

  /** The page after one check that printed this. */
  private String page(String printed) throws Exception {
    Path answer = Files.writeString(folder.resolve("answer"), printed);
    Service service = ServiceBuilder.command("/bin/cat " + answer).service();
    Path site = folder.resolve("site");
    try (Routes routes = new Routes();
        Recording recording = new Recording(TestDatabase.SQLITE, folder.resolve("x.db"))) {
      Result result = routes.check(service);
      assertEquals(Status.UP, result.status(), result.reason());
      recording.record(List.of(result));
      DataSource reader = recording.bean("reader", DataSource.class);
      new Pages(
              site.toString(),
              "none",
              Branding.titled("Status"),
              0,
              Duration.ofSeconds(30),
              new Windows(reader),
              Language.ENGLISH,
              new RefusedChanges(InstantSource.system()))
          .write(new LiveState(reader).report(List.of(service), Instant.now()));
    }
    return Files.readString(site.resolve("service/it.html"));
  }
}
