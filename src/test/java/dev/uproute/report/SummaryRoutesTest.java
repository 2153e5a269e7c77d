package dev.uproute.report;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.GivenSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The shipped routes of the sinks, with the shipped beans and properties. */
@Isolated
class SummaryRoutesTest {
  @TempDir Path folder;

  private void send(Report report, String sink) throws Exception {
    Properties properties = new Properties();
    try (var text = Files.newBufferedReader(Path.of("application.properties"))) {
      properties.load(text);
    }
    properties.setProperty("uproute.site.dir", folder.resolve("public").toString());
    properties.setProperty("uproute.csv.file", folder.resolve("out.csv").toString());
    properties.setProperty("uproute.site.title", "Bob's status, live");
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getPropertiesComponent().setInitialProperties(properties);
      GivenSettings.bind(camel);
      for (String file : new String[] {"errors", "beans", "events", sink}) {
        Resource yaml =
            PluginHelper.getResourceLoader(camel)
                .resolveResource("file:routes/" + file + ".camel.yaml");
        PluginHelper.getRoutesLoader(camel).loadRoutes(yaml);
      }
      camel.start();
      camel.createProducerTemplate().sendBody("direct:" + sink, report);
    }
  }

  @Test
  void summary_site_writes_the_pages() throws Exception {
    send(report(service("a")), "summary-site");
    String index = Files.readString(folder.resolve("public/index.html"));
    assertTrue(index.contains("Bob&#39;s status, live"), index);
    assertTrue(Files.exists(folder.resolve("public/service/a.html")));
  }

  @Test
  void summary_csv_appends_to_its_file() throws Exception {
    send(report(service("a")), "summary-csv");
    assertEquals(2, Files.readAllLines(folder.resolve("out.csv")).size());
  }
}
