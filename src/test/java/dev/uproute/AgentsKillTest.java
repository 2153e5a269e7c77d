package dev.uproute;

import static dev.uproute.AgentPrograms.until;

import dev.uproute.channel.Receiver;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents find is in the history once, whenever their centre dies. */
@Tag("nightly")
class AgentsKillTest {
  private static final int SERVICES = 40;
  private static final int KILLS = 6;

  @TempDir Path folder;

  @Test
  void each_check_is_stored_once_however_often_the_centre_is_killed() throws Exception {
    AgentPrograms programs = new AgentPrograms(folder);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Receiver target = programs.target();
        Jar fra1 = programs.agent("fra1");
        Jar nyc2 = programs.agent("nyc2")) {
      String services =
          IntStream.range(0, SERVICES)
              .mapToObj(
                  i ->
                      "- { id: s%d, url: \"%s\", interval: 2s, headers: { X-From: \"{{env:WHERE}}\" } }"
                          .formatted(i, target.url("/s" + i)))
              .collect(Collectors.joining("\n  ", "services:\n  ", "\n"));
      for (int kill = 0; kill < KILLS; kill++) {
        try (Jar centre = programs.centre(services)) {
          until(centre, "it listens", () -> centre.err().contains("listens at"));
          // also in the middle of what waited
          int most = programs.stored("nyc2") + 1 + random.nextInt(300);
          until(centre, "seed " + seed, () -> programs.stored("nyc2") >= most);
          until(centre, "seed " + seed, () -> programs.stored("fra1") > 0);
          centre.process().destroyForcibly().waitFor();
        }
        int wait = 1 + random.nextInt(700);
        until(nyc2, "seed " + seed, () -> programs.spooled("nyc2") >= wait);
        until(fra1, "seed " + seed, () -> programs.spooled("fra1") > 0);
      }
      try (Jar centre = programs.centre(services)) {
        for (int i = 0; i < SERVICES; i++) {
          String service = "s" + i;
          until(centre, "fra1 " + service, () -> programs.stored("fra1", service));
          until(centre, "nyc2 " + service, () -> programs.stored("nyc2", service));
        }
      }
    }
  }
}
