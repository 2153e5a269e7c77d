package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.Secret;
import dev.uproute.channel.Receiver.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Secrets of all channels, looked for wherever somebody could read them. */
@Isolated
class CanaryTest {
  private static final String SECRET = Secret.WORD + "-0123456789abcdef";
  private static final List<String> KINDS =
      List.of(
          "discord",
          "slack",
          "teams",
          "webhook",
          "ntfy",
          "gotify",
          "telegram",
          "pushover",
          "pagerduty",
          "email");

  private static Map<String, String> settings(Receiver receiver, MailServer mail) {
    Map<String, String> settings = new HashMap<>();
    for (String kind : KINDS) {
      for (String key : List.of("token", "secret", "password", "user")) {
        settings.put(kind + "." + key, SECRET);
      }
      boolean server = List.of("gotify", "telegram", "pushover", "pagerduty").contains(kind);
      settings.put(kind + ".url", receiver.url(server ? "" : "/" + SECRET + "?sig=" + SECRET));
    }
    settings.put("telegram.chat", "1");
    settings.put("email.host", "localhost");
    settings.put("email.port", String.valueOf(mail.port()));
    settings.put("email.tls", "none");
    settings.put("email.from", "uproute@example.org");
    settings.put("email.recipients", "ops@example.org");
    return settings;
  }

  @Test
  void no_secret_is_in_a_log_an_error_or_an_address() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    // as the program sets it: Camel itself would show every property
    Logger others = (Logger) LoggerFactory.getLogger("org");
    others.setLevel(Level.WARN);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    List<String> seen = new ArrayList<>();
    try (Receiver receiver = new Receiver(r -> Answer.of(401, r.path() + r.headers() + r.text()));
        MailServer mail = new MailServer(null, Map.of("AUTH", "535 no " + SECRET));
        Alerts alerts = new Alerts(settings(receiver, mail))) {
      root.addAppender(log);
      root.setLevel(Level.DEBUG);
      for (String kind : KINDS) {
        Exchange sent =
            alerts.exchange(kind, SentMessages.message(kind, SentMessages.down("Plex")), "text");
        for (Throwable e = sent.getException(); e != null; e = e.getCause()) {
          seen.add(kind + " " + e);
        }
      }
      alerts.context().getEndpoints().forEach(endpoint -> seen.add(endpoint.getEndpointUri()));
    } finally {
      root.setLevel(before);
      others.setLevel(null);
      root.detachAppender(log);
    }
    for (ILoggingEvent event : log.list) {
      seen.add(
          event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    assertTrue(seen.size() > 3 * KINDS.size(), "nothing was looked at: " + seen);
    assertEquals(List.of(), seen.stream().filter(text -> text.contains(SECRET)).toList());
  }
}
