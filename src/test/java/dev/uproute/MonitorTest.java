package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What reaches a check when the schedule hands it out. */
@Execution(ExecutionMode.CONCURRENT)
class MonitorTest {
  @TempDir Path folder;

  @Test
  void a_check_begins_without_headers_of_its_trigger() throws Exception {
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(
        folder.resolve("routes/check-bare.camel.yaml"),
        """
        - route:
            id: check-bare
            from:
              uri: direct:check-bare
              steps:
                - log: { message: "${body.id} came with ${headers}." }
        """);
    Files.writeString(
        folder.resolve("services.yaml"),
        "services: [ { id: a, url: \"http://127.0.0.1/\", type: bare, interval: 1s } ]");
    try (Jar jar = Jar.start(folder)) {
      assertTrue(Wait.until(Wait.LONG, () -> jar.err().contains("a came with {}.")), jar.err());
    }
  }
}
