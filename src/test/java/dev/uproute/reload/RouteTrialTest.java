package dev.uproute.reload;

import java.nio.charset.StandardCharsets;
import dev.uproute.setting.RouteFile;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class RouteTrialTest {
  @Test
  void print() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      String styles = java.nio.file.Files.readString(java.nio.file.Path.of("routes/errors.camel.yaml"));
      camel.getRegistry().bind("retryDelay", new dev.uproute.check.RetryDelay());
      RouteTrial trial =
          new RouteTrial(
              camel,
              Map.of("x.y", "z", "camel.component.http.connectTimeout", "1"),
              ResourceHelper.fromBytes("classpath:routes/errors.camel.yaml", styles.getBytes()));
      for (String steps :
          new String[] {
            "- log: { message: hi }",
            "- log: { message: hi",
            "- frobnicate: { a: b }",
            "- setBody: { constnt: x }",
            "- to: nosuch:thing",
            "- to: \"http://127.0.0.1/?nosuch=1\"",
            "- to: { uri: \"http://127.0.0.1/\", parameters: { nosuch: 1, b: c } }",
            "- to: \"log:{{not.there}}\"",
            "- bean: { ref: nosuch, method: x }",
            "- bean: { ref: retryDelay, method: nosuch }",
            "- setBody: { groovy: \"1 + 1\" }",
            "- to: exec:ls",
            "- setBody: { simple: \"${bogus\" }",
            "- setBody: { simple: \"${bodyy}\" }",
            "- loop: { constant: x, steps: [ { log: { message: a } } ] }",
            "- to: { urii: log:x }",
            "- to: sql:select 1?dataSource=#nosuch",
            "- to: direct:",
            "- to: \"seda:x?size=abc\"",
            "- setHeader: { name: a }",
            "- choice: { when: [] }",
            "- throwException: { exceptionType: nosuch.Type, message: a }",
            "- setBody: \n"
          }) {
        String text =
            "- route:\n    id: check-a\n    routeConfigurationId: rethrow\n    from:\n      uri: direct:check-a\n      steps:\n        "
                + steps
                + "\n";
        System.out.println("#### " + steps);
        long t = System.nanoTime();
        try {
          RouteFile file =
              RouteFile.read("routes/check-a.camel.yaml", text.getBytes(StandardCharsets.UTF_8));
          System.out.println(trial.of(file));
        } catch (Exception e) {
          for (Throwable x = e; x != null; x = x.getCause()) {
            System.out.println("   " + x.getClass().getSimpleName() + ": " + x.getMessage());
          }
        }
        System.out.println("  ms " + (System.nanoTime() - t) / 1000000);
      }
    }
    Thread.getAllStackTraces().keySet().forEach(x -> System.out.println(x.getName()));
  }
}
