package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.location.Votes;
import dev.uproute.parse.Profiles;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What agents are told to check. */
class AgentPlanTest {
  private static final Service SHOP =
      ServiceBuilder.url("http://shop.example/")
          .with(b -> b.id = "shop")
          .with(b -> b.source = "notion")
          .service();

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Exchange exchange = new DefaultExchange(context);
  private final Services services = new Services();
  private final Votes votes =
      new Votes("home, fra1", "home", new MonotonicClock(), InstantSource.system(), null);
  private final AgentPlan plan =
      new AgentPlan(null, services, new Profiles(Path.of("none")), votes);

  AgentPlanTest() {
    services.accept("notion", List.of(SHOP));
  }

  @AfterEach
  void close() {
    context.stop();
  }

  private ApiAnswers.Answer ask(String known) throws InterruptedException {
    return plan.of("fra1", known, exchange);
  }

  @Test
  void who_has_it_waits_for_what_is_to_be_checked_at_once() throws Exception {
    ApiAnswers.Answer first = ask(null);
    assertTrue(first.body().contains("shop.example"), first.body());
    assertTrue(first.body().contains("\"check_now\":[]"), first.body());
    votes.vote("fra1", Watched.result(SHOP, Instant.now(), Status.DOWN), Duration.ZERO);
    ApiAnswers.Answer second = ask(first.tag());
    assertTrue(second.body().contains("\"check_now\":[\"shop\"]"), second.body());
    assertFalse(second.tag().equals(first.tag()));
  }

  @Test
  void what_a_run_before_counted_is_no_reason_to_wait() throws Exception {
    String tag = ask(null).tag().replaceFirst("-\\d+", "-99");
    assertEquals(200, ask(tag).status());
  }

  @Test
  void nobody_waits_for_a_program_that_stops() throws Exception {
    String tag = ask(null).tag();
    DefaultCamelContext stopping =
        new DefaultCamelContext() {
          @Override
          public boolean isStopping() {
            return true;
          }
        };
    assertEquals(304, plan.of("fra1", tag, new DefaultExchange(stopping)).status());
  }
}
