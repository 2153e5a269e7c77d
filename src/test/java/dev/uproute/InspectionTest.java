package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.Outbox;
import dev.uproute.notion.FakeNotion;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.web.ManagementServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The whole program with a secret in every option, for whoever looks by JMX, or by Jolokia. */
@Isolated
class InspectionTest {
  private static final String OFF = "org.apache.camel.jmx.disabled";
  private static final String CONTEXT =
      "org.apache.camel:context=uproute,type=context,name=\"uproute\"";
  private static final String ROUTE = "org.apache.camel:context=uproute,type=routes,name=\"%s\"";

  /**
   * Each as JSON without its braces: whatever runs code, reads memory, sends, changes, or shows
   * secrets.
   */
  private static final List<String> FORBIDDEN =
      List.of(
          "exec com.sun.management:type=DiagnosticCommand vmSystemProperties",
          "exec com.sun.management:type=DiagnosticCommand vmCommandLine",
          "exec com.sun.management:type=DiagnosticCommand gcClassHistogram",
          "exec com.sun.management:type=DiagnosticCommand jfrStart",
          "exec com.sun.management:type=HotSpotDiagnostic dumpHeap(java.lang.String,boolean)",
          "exec com.sun.management:type=HotSpotDiagnostic setVMOption",
          "exec java.lang:type=Memory gc",
          "exec java.lang:type=Threading dumpAllThreads(boolean,boolean)",
          "exec java.util.logging:type=Logging setLoggerLevel",
          "exec jdk.management.jfr:type=FlightRecorder newRecording",
          "exec JMImplementation:type=MBeanServerDelegate toString",
          "exec *:* dumpRoutesAsXml()",
          "exec CONTEXT sendBody(java.lang.String,java.lang.Object)",
          "exec CONTEXT requestBody(java.lang.String,java.lang.Object)",
          "exec CONTEXT sendStringBody(java.lang.String,java.lang.String)",
          "exec CONTEXT createEndpoint(java.lang.String)",
          "exec CONTEXT dumpRoutesAsXml(boolean)",
          "exec CONTEXT dumpRoutesAsYaml()",
          "exec CONTEXT stop()",
          "exec CONTEXT suspend()",
          "exec CONTEXT restart()",
          "exec CONTEXT setGlobalOption(java.lang.String,java.lang.String)",
          "exec ROUTE updateRouteFromXml(java.lang.String)",
          "exec ROUTE dumpRouteAsXml(boolean)",
          "exec ROUTE dumpRouteAsXml()",
          "exec ROUTE remove()",
          "exec ROUTE stopAndFail()",
          "read java.lang:type=Runtime SystemProperties",
          "read java.lang:type=Runtime InputArguments",
          "read java.lang:type=Runtime ClassPath",
          "read java.lang:type=Threading AllThreadIds",
          "read CONTEXT GlobalOptions",
          "read ROUTE EndpointUri",
          "read ROUTE RouteProperties",
          "write java.lang:type=Memory Verbose",
          "write CONTEXT Tracing",
          "write ROUTE Tracing",
          "write ROUTE State",
          "notification java.lang:type=Memory register");

  @TempDir static Path folder;
  private static FakeNotion fake;
  private static Main main;
  private static JolokiaClient jolokia;

  @BeforeAll
  static void start() throws Exception {
    fake = new FakeNotion();
    System.clearProperty(OFF);
    int port = FreePort.find();
    Map<String, String> settings = SecretSettings.all(folder, FreePort.find());
    settings.put("uproute.jolokia", "true");
    settings.put("uproute.management.port", "" + port);
    settings.put("uproute.log.level", "WARN");
    settings.put("uproute.services.from", "file,notion");
    settings.put("uproute.summary.to", "console");
    settings.put("uproute.store", "memory");
    settings.put("uproute.notion.url", fake.url());
    settings.put("uproute.notion.data-source-id", "a".repeat(32));
    main = Assembly.assemble(settings);
    Assembly.init(main);
    main.start();
    main.lookup("managementServer", ManagementServer.class).open();
    jolokia = new JolokiaClient(port, "uproute", settings.get("uproute.jolokia.password"));
  }

  @AfterAll
  static void stop() throws Exception {
    main.stop();
    System.setProperty(OFF, "true");
    fake.close();
  }

  @Test
  @Tag("nightly")
  void no_secret_is_in_anything_that_jmx_or_jolokia_show() throws Exception {
    CamelContext camel = main.getCamelContext();
    for (Service service : main.lookup("services", Services.class).current()) {
      if (!service.id().equals("backup")) {
        Result result = main.getCamelTemplate().requestBody("direct:check", service, Result.class);
        assertEquals(Status.DOWN, result.status(), result.reason());
      }
    }
    for (String kind : SecretSettings.channels()) {
      Message message = main.lookup("outbox", Outbox.class).test(kind);
      Exchange exchange = camel.getEndpoint("direct:deliver-message").createExchange();
      exchange.setVariable("message", message);
      exchange.setVariable("channel", kind);
      camel.createProducerTemplate().send("direct:deliver-message", exchange);
      assertNotNull(exchange.getException(), kind + " was accepted");
      Secret.assertNone("a failure", exchange.getException().toString());
    }
    List<String> texts = Beans.texts();
    assertTrue(texts.stream().anyMatch(t -> t.contains("direct:alert-discord")), "no routes");
    assertTrue(texts.stream().anyMatch(t -> t.contains("dumpRoutesAsXml: <")), "no dump");
    texts.forEach(text -> Secret.assertNone(text.substring(0, text.indexOf(": ")), text));
    Thread.getAllStackTraces().keySet().forEach(t -> Secret.assertNone("a thread", t.getName()));
    for (String all :
        List.of(
            "java.lang:*", "org.apache.camel:type=routes,*", "org.apache.camel:type=endpoints,*")) {
      Secret.assertNone(all, jolokia.ask("read", all, null).toString());
    }
    Secret.assertNone("list", jolokia.ask("list", null, null).toString());
    Secret.assertNone("version", jolokia.ask("version", null, null).toString());
    Secret.assertNone("routes", jolokia.ask("exec", CONTEXT, "dumpRoutesAsXml()").toString());
  }

  @Test
  void jolokia_names_the_context_and_its_routes_and_nothing_else() throws Exception {
    List<String> names = new ArrayList<>();
    jolokia
        .ask("search", "*:*", null)
        .get("value")
        .forEach(name -> names.add(name.asText().replaceAll("name=\"?[a-z-]+\"?", "name")));
    assertEquals(
        List.of(
            "org.apache.camel:context=uproute,type=context,name",
            "org.apache.camel:context=uproute,type=routes,name"),
        names.stream().distinct().sorted().toList());
    assertEquals(1, jolokia.ask("list", null, null).get("value").size(), "domains");
  }

  @Test
  void jolokia_shows_what_hawtio_draws_routes_of() throws Exception {
    JsonNode check = jolokia.ask("read", ROUTE.formatted("check"), null).get("value");
    assertEquals("Started", check.get("State").asText(), check::toString);
    assertEquals(
        "Service in, Result out; a service that is down is a Result, never an exception",
        check.get("Description").asText());
    assertTrue(check.at("/EndpointUri/error").asText().contains("forbidden"), check::toString);
    String xml = jolokia.ask("exec", CONTEXT, "dumpRoutesAsXml()").get("value").asText();
    assertTrue(xml.contains("id=\"setBody schedule.due\""), "no name of a step");
    assertTrue(xml.contains("id=\"Each service that is due\""), "no description");
    assertTrue(xml.contains("uri=\"{{uproute.queue.result}}\""), "placeholders stay");
    assertTrue(xml.contains("id=\"to uproute.queue.result\""), "and are not part of a name");
    String stats =
        jolokia
            .ask("exec", CONTEXT, "dumpRoutesStatsAsXml(boolean,boolean)", true, true)
            .get("value")
            .asText();
    assertTrue(stats.contains("routeStat id=\"check\""), stats);
  }

  @Test
  void jolokia_stops_and_starts_a_route() throws Exception {
    String route = ROUTE.formatted("sweep");
    for (String operation : List.of("stop", "start")) {
      assertEquals(200, jolokia.ask("exec", route, operation + "()").get("status").asInt());
      String state = operation.equals("stop") ? "Stopped" : "Started";
      assertEquals(state, jolokia.ask("read", route, "State").get("value").asText());
    }
  }

  @Test
  void jolokia_does_nothing_else() throws Exception {
    List<String> done = new ArrayList<>();
    for (String each : FORBIDDEN) {
      String[] parts = each.split(" ");
      String bean = parts[1].replace("CONTEXT", CONTEXT).replace("ROUTE", ROUTE.formatted("check"));
      JsonNode answer = jolokia.ask(parts[0], bean, parts[2], "true", "true");
      if (answer.get("status").asInt() != 403) {
        done.add(each + " → " + answer);
      }
    }
    assertEquals(List.of(), done);
  }

  @Test
  void jolokia_wants_its_password_and_no_page_of_another_site() throws Exception {
    assertEquals(401, jolokia.with(null, null).statusCode());
    assertEquals(401, jolokia.with("Basic dXByb3V0ZTp4", null).statusCode());
    assertEquals(401, jolokia.with("Basic ???", null).statusCode());
    assertEquals(401, jolokia.with("Bearer " + SecretSettings.TOKEN + "m", null).statusCode());
    assertEquals(200, jolokia.with(jolokia.login(), null).statusCode());
    assertEquals(403, jolokia.with(jolokia.login(), "https://evil.example").statusCode());
    assertEquals(200, jolokia.with(jolokia.login(), "http://localhost:8080").statusCode());
  }
}
