package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.GivenSettings;
import dev.uproute.Wait;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes, unchanged, with the real clock. */
class ServicesFileRouteTest {
  @TempDir Path folder;

  @Test
  void a_saved_file_reaches_the_schedule_long_before_lists_are_read_again() throws Exception {
    Path file = Files.writeString(folder.resolve("services.yaml"), "allow_empty: true");
    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.configure()
        .withRoutesIncludePattern(
            "file:routes/beans.camel.yaml,file:routes/errors.camel.yaml,"
                + "file:routes/services.camel.yaml,file:routes/services-file.camel.yaml");
    main.addOverrideProperty("uproute.store", "memory");
    main.init();
    Services services = main.lookup("services", Services.class);
    ServiceFile serviceFile =
        new ServiceFile(
            file,
            folder,
            () -> ServiceLists.parser(Source.FILE, folder),
            services,
            InstantSource.system(),
            null);
    serviceFile.load();
    main.bind("serviceFile", serviceFile);
    main.start();
    try {
      Files.writeString(file, "services: [{ id: a, url: \"http://a.example\" }]");
      Schedule schedule = main.lookup("schedule", Schedule.class);
      assertTrue(
          Wait.until(
              Duration.ofSeconds(50),
              () -> schedule.due().stream().map(Service::id).toList().equals(List.of("a"))),
          "not picked up");
    } finally {
      main.stop();
    }
  }
}
