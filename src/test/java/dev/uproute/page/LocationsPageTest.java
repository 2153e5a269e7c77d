package dev.uproute.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.LocationVote;
import dev.uproute.check.Status;
import dev.uproute.report.Readers;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What each location found, on the page of a service. */
@Execution(ExecutionMode.CONCURRENT)
class LocationsPageTest {
  private static final String WHY = "connection refused by 203.0.113.7:443 <b>";

  @TempDir Path folder;

  private String page(Language language, String shown) throws IOException {
    Report report =
        Sample.report(
            Sample.service("shop")
                .is(Status.PARTIAL, "down from nyc2 only: " + WHY)
                .votes(
                    new LocationVote("home", Status.UP, 183_400L, ""),
                    new LocationVote("nyc2", Status.DOWN, null, WHY),
                    new LocationVote("sin3", Status.UNKNOWN, null, "no report")));
    new Pages(
            folder.toString(),
            "none",
            Branding.titled("Status"),
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            language,
            new RefusedChanges(InstantSource.system()))
        .write(new Readers(shown, shown).of(report));
    return Files.readString(folder.resolve("service/shop.html"))
        .replaceAll("<[^>]*>", "|")
        .replaceAll("\\|+", "|");
  }

  @Test
  void each_location_has_its_line() throws Exception {
    String page = page(Language.ENGLISH, "url,address,reason");
    for (String part :
        new String[] {
          "Partly down",
          "|home|Online|183 ms|—|",
          "|nyc2|Offline|—|—|connection refused by 203.0.113.7:443 &lt;b&gt;|",
          "|sin3|Unknown|—|—|no report|"
        }) {
      assertTrue(page.contains(part), part + " is missing in " + page);
    }
    assertTrue(
        page(Language.read("none", "de"), "reason")
            .contains("|Standort|Zustand|Antwortzeit|Verfügbarkeit, 24 h|"));
  }

  @Test
  void readers_see_of_it_what_they_may_see_of_the_service() throws Exception {
    assertFalse(page(Language.ENGLISH, "reason").contains("203.0.113.7"));
    String page = page(Language.ENGLISH, "");
    assertFalse(page.contains("refused"), page);
    assertTrue(page.contains("|nyc2|Offline|"), page);
  }
}
