package dev.uproute.channel;

import dev.uproute.GivenSettings;
import dev.uproute.check.Tls;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.send.Refused;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.main.Main;

/** The shipped routes of the channels, unchanged, in a Camel of their own. */
final class Alerts implements AutoCloseable {
  private final Main main = new Main();
  private final FluentProducerTemplate template;

  /**
   * @param settings without their beginning {@code uproute.alert.}
   */
  Alerts(Map<String, String> settings) throws Exception {
    this(settings, Map.of());
  }

  Alerts(Map<String, String> settings, Map<String, String> further) throws Exception {
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.addInitialProperty(
        "camel.main.routes-include-pattern",
        "file:routes/beans.camel.yaml,file:routes/errors.camel.yaml,"
            + "file:routes/post.camel.yaml,file:routes/send-http.camel.yaml,file:routes/alert-*.camel.yaml");
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    main.addOverrideProperty("uproute.store", "memory");
    settings.forEach((key, value) -> main.addOverrideProperty("uproute.alert." + key, value));
    further.forEach(main::addOverrideProperty);
    main.start();
    template = main.getCamelContext().createFluentProducerTemplate();
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  AlertTemplates texts() {
    return main.lookup("alertTemplates", AlertTemplates.class);
  }

  Channels channels() {
    return main.lookup("channels", Channels.class);
  }

  Tls tls() {
    return main.lookup("tls", Tls.class);
  }

  /**
   * Sends a message as the alert route does, but with headers that must not matter.
   *
   * @return what the receiver said
   * @throws Refused as it comes out of the route
   */
  String send(String kind, Message message) throws Exception {
    Exchange exchange = exchange(kind, message, texts().text(message));
    Refused refused = exchange.getException(Refused.class);
    if (refused != null) {
      throw refused;
    }
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange.getMessage().getBody(String.class);
  }

  /** The exchange a channel leaves behind. */
  Exchange exchange(String kind, Message message, String text) {
    Exchange exchange =
        context().getEndpoint("direct:alert-" + kind).createExchange(ExchangePattern.InOut);
    exchange.setVariable("message", message);
    exchange.setVariable("channel", message.channel());
    exchange.setProperty(Exchange.CHARSET_NAME, "bogus-1");
    Map.of(
            "To", "attacker@evil.test",
            "Bcc", "attacker@evil.test",
            "Subject", "All OK, nothing to see",
            "mail.smtp.host", "evil.test",
            "mail.smtp.proxy.host", "127.0.0.1",
            "CamelHttpUri", "http://evil.test/",
            "Authorization", "Bearer evil")
        .forEach(exchange.getMessage()::setHeader);
    exchange.getMessage().setBody(text);
    return template.to("direct:alert-" + kind).withExchange(exchange).send();
  }

  @Override
  public void close() {
    main.stop();
  }
}
