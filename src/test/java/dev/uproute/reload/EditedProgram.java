package dev.uproute.reload;

import dev.uproute.FreePort;
import dev.uproute.GivenSettings;
import dev.uproute.health.Health;
import dev.uproute.report.RefusedChanges;
import dev.uproute.setting.Assembly;
import dev.uproute.web.ManagementServer;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The program with a folder whose files are edited while it runs. */
final class EditedProgram implements AutoCloseable {
  /** A file that nobody may read, not even root. */
  static final String DENIED = "/proc/sys/vm/drop_caches";

  private final int management = FreePort.find();
  private final Path folder;
  private final Main main;
  private final Reload reload;

  /** Goes on by two seconds whenever somebody looks, so that nobody waits for a file to settle. */
  private final AtomicInteger looks = new AtomicInteger();

  /**
   * @param folder in which routes/, site/, alert/ and public/ are
   */
  EditedProgram(Path folder) throws Exception {
    this.folder = folder;
    Files.createDirectories(folder.resolve("routes"));
    main =
        Assembly.assemble(
            Map.of(
                "camel.main.name",
                GivenSettings.name(),
                "uproute.monitor",
                "false",
                "uproute.store",
                "memory",
                "uproute.summary.to",
                "site",
                "uproute.site.dir",
                folder.resolve("public").toString(),
                "uproute.site.templates",
                folder.resolve("site").toString(),
                "uproute.alert.templates",
                folder.resolve("alert").toString(),
                "uproute.management.port",
                "" + management,
                "uproute.services.from",
                "api"));
    Assembly.init(main);
    main.start();
    Instant start = Instant.parse("2026-06-17T12:00:00Z");
    reload =
        new Reload(
            refused(),
            () -> start.plusSeconds(2L * looks.incrementAndGet()),
            folder.resolve("routes"));
    main.lookup("managementServer", ManagementServer.class).open();
    health().watch("files", refused()::sentence);
    look();
  }

  CamelContext camel() {
    return main.getCamelContext();
  }

  RefusedChanges refused() {
    return main.lookup("refusedChanges", RefusedChanges.class);
  }

  Health health() {
    return main.lookup("health", Health.class);
  }

  /** Whether there is something to report. */
  boolean look() throws Exception {
    return reload.look(camel());
  }

  boolean edit(String file, String text) throws Exception {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
    return look();
  }

  String page(String name) throws Exception {
    camel().createProducerTemplate().requestBody("direct:summary", "");
    return Files.readString(folder.resolve("public").resolve(name));
  }

  /** What the metrics say of one; empty when they do not have it. */
  String metric(String name) throws Exception {
    try (InputStream page =
        URI.create("http://127.0.0.1:" + management + "/metrics").toURL().openStream()) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  @Override
  public void close() {
    main.stop();
  }
}
