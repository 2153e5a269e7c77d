package dev.uproute.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The server with the shipped settings, the pages of a folder and their events; no other routes.
 */
final class SiteServer implements AutoCloseable {
  final EventStreams events = new EventStreams();
  final int port;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  /**
   * @param wanted 0 = any free one
   */
  SiteServer(Path folder, int wanted) throws Exception {
    Properties settings = new Properties();
    try (var file = Files.newBufferedReader(Path.of("application.properties"))) {
      settings.load(file);
    }
    settings.put("uproute.http.port", Integer.toString(wanted));
    settings.put("uproute.http.max-connections-per-address", "300");
    settings.put("uproute.http.max-requests-per-second", "1000");
    settings.put("uproute.site.dir", folder.toString());
    camel.getPropertiesComponent().setInitialProperties(settings);
    camel.getRegistry().bind("events", events);
    camel.start();
    new WebServer(camel).open();
    port = camel.hasService(VertxServer.class).getServer().actualPort();
  }

  String root() {
    return "http://127.0.0.1:" + port + "/";
  }

  @Override
  public void close() {
    camel.stop();
  }
}
