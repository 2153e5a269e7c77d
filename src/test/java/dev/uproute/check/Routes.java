package dev.uproute.check;

import dev.uproute.GivenSettings;
import dev.uproute.service.Service;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The shipped check routes, unchanged, and further route files, in a Camel of their own. */
final class Routes implements AutoCloseable {
  private final Main main = new Main();
  private final FluentProducerTemplate template;

  Routes(String... further) throws Exception {
    this(Map.of(), further);
  }

  Routes(Map<String, Object> properties, String... further) throws Exception {
    this(properties, _ -> {}, further);
  }

  /** With beans a test route calls. */
  Routes(Consumer<CamelContext> beans, String... further) throws Exception {
    this(Map.of(), beans, further);
  }

  private Routes(Map<String, Object> properties, Consumer<CamelContext> beans, String... further)
      throws Exception {
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    String files =
        "file:routes/check*.camel.yaml,file:routes/connectivity-check.camel.yaml,"
            + "file:routes/attempt.camel.yaml,";
    main.addInitialProperty(
        "camel.main.routes-include-pattern",
        files
            + "file:routes/errors.camel.yaml,file:routes/beans.camel.yaml"
            + (further.length == 0 ? "" : "," + String.join(",", further)));
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    properties.forEach((name, value) -> main.addOverrideProperty(name, value.toString()));
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport main) {
            beans.accept(main.getCamelContext());
          }
        });
    main.start();
    template = main.getCamelContext().createFluentProducerTemplate();
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  Result check(Service service) {
    return run(service).getMessage().getBody(Result.class);
  }

  /** The exchange a check leaves behind. */
  Exchange run(Service service) {
    Exchange exchange =
        context()
            .getEndpoint("direct:check")
            .createExchange(org.apache.camel.ExchangePattern.InOut);
    exchange.getMessage().setBody(service);
    return template.to("direct:check").withExchange(exchange).send();
  }

  @Override
  public void close() {
    main.stop();
  }
}
