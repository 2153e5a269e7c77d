package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.ServiceBuilder;
import dev.uproute.Wait;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is checked before the first service is, and what is not a target's time. */
class WarmUpTest {

  @Test
  void every_way_of_a_check_is_gone_once_before_the_first() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(WarmUp.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    log.addAppender(said);
    try (Routes routes = new Routes("file:routes/warm-up.camel.yaml")) {
      NotifyBuilder checked =
          new NotifyBuilder(routes.context()).fromRoute("warm-up").whenCompleted(1).create();
      ServiceBuilder legacy = ServiceBuilder.url("tls://192.0.2.1:443");
      legacy.legacyTls = true;
      WarmUp warmUp = new WarmUp();
      warmUp.begin();
      warmUp.accept(
          List.of(
              ServiceBuilder.url("https://192.0.2.1").service(),
              legacy.service(),
              ServiceBuilder.url("dns://192.0.2.1/a.test").service(),
              ServiceBuilder.url("ping://host.test").service()));
      warmUp.through(new AddressPolicy("file", "deny"), routes.context().createProducerTemplate());
      assertTrue(checked.matches(Wait.LONG.toSeconds(), TimeUnit.SECONDS));
    } finally {
      log.detachAppender(said);
    }
    assertEquals(List.of(), said.list, "it says what it could not do");
  }

  @Test
  void our_own_work_in_a_phase_is_not_its_time() {
    CheckTrace trace =
        new CheckTrace(ServiceBuilder.url("tls://192.0.2.1:443").attempt().deadline());
    trace.begin();
    trace.own(TimeUnit.HOURS.toNanos(1));
    trace.tls();
    assertEquals(0, trace.answered().phases().tls());
    assertEquals(0, trace.answered().response());
  }
}
