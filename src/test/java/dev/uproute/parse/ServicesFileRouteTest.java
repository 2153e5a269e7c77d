package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.setting.RouteNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route, unchanged, with the real clock. */
class ServicesFileRouteTest {
  @TempDir Path folder;

  @Test
  void a_saved_file_is_picked_up_within_five_seconds() throws Exception {
    Path file = Files.writeString(folder.resolve("services.yaml"), "allow_empty: true");
    Services services = new Services();
    ServiceFile serviceFile =
        new ServiceFile(
            file,
            folder,
            () -> ServiceLists.parser(Source.FILE, folder),
            services,
            InstantSource.system(),
            null);
    serviceFile.load();
    Main main = new Main();
    main.configure()
        .withRoutesIncludePattern(
            "file:routes/services.camel.yaml,file:routes/services-file.camel.yaml");
    main.addProperty("uproute.services.from", "file");
    main.bind("routeNames", new RouteNames());
    main.bind("serviceFile", serviceFile);
    main.start();
    try {
      CountDownLatch changed = new CountDownLatch(1);
      services.onChange(_ -> changed.countDown());
      Instant saved = Instant.now();
      Files.writeString(file, "services: [{ id: a, url: \"http://a.example\" }]");

      assertTrue(changed.await(15, TimeUnit.SECONDS), "never picked up");
      Duration taken = Duration.between(saved, Instant.now());
      // five, and one for a busy machine
      assertTrue(taken.compareTo(Duration.ofSeconds(6)) < 0, "taken after " + taken);
      assertEquals(List.of("a"), services.current().stream().map(Service::id).toList());
    } finally {
      main.stop();
    }
  }
}
