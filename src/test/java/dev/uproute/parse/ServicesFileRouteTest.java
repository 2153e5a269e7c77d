package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.setting.RouteNames;
import dev.uproute.web.HeartbeatServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route, unchanged, with the real clock. */
class ServicesFileRouteTest {
  @TempDir Path folder;

  @Test
  void a_saved_file_is_picked_up_long_before_lists_are_read_again() throws Exception {
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
    main.bind("services", services);
    main.bind("routeNames", new RouteNames());
    main.bind("serviceFile", serviceFile);
    CountDownLatch changed = new CountDownLatch(1);
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:services-changed").process(_ -> changed.countDown());
              }
            });
    main.init();
    main.getCamelContext()
        .getRegistry()
        .bind("heartbeatServer", new HeartbeatServer(main.getCamelContext(), "none"));
    main.start();
    try {
      Files.writeString(file, "services: [{ id: a, url: \"http://a.example\" }]");

      assertTrue(changed.await(50, TimeUnit.SECONDS), "not picked up");
      assertEquals(List.of("a"), services.current().stream().map(Service::id).toList());
    } finally {
      main.stop();
    }
  }
}
