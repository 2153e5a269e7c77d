package dev.uproute.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.ServiceBuilder;
import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Severity;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which channels are told of a flip. */
class ChannelTest {
  private static final Instant AT = Instant.parse("2026-06-17T12:00:00Z");

  private static Flip flip(Event event) {
    return new Flip("shop.api", AT, event, Status.UP, Status.DOWN, null, "why");
  }

  private static Service service(List<String> channels) {
    return ServiceBuilder.named("shop.api")
        .with(b -> b.site = "shop")
        .with(b -> b.channels = channels)
        .with(b -> b.tags = Map.of("env", "prod"))
        .service();
  }

  private static Channel channel(Set<Event> events, Severity least, String... services) {
    return new Channel("team", "direct:team", events, least, List.of(services), "");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.api, true",
    "shop.*, true",
    "*, true",
    "*.api, true",
    "s*.a*i, true",
    "shop.ap, false",
    "api, false",
    "shop.api.*, false",
    "site:shop, true",
    "site:sh*, true",
    "site:api, false",
    "tag:env=prod, true",
    "tag:env=p*, true",
    "tag:env=test, false",
    "tag:zone=prod, false",
    "*p*p*, true",
    "shop*shop, false",
  })
  void a_filter_names_ids_sites_and_tags(String filter, boolean wanted) {
    Channel channel = channel(Channels.USUAL, Severity.INFO, filter);
    assertEquals(wanted, channel.wants(flip(Event.DOWN), service(null)));
    assertEquals(true, channel.wants(flip(Event.SELF), null), "what is of no service passes");
  }

  @Test
  void a_service_may_name_its_channels() {
    Channel team = channel(Channels.USUAL, Severity.INFO);
    assertEquals(true, team.wants(flip(Event.DOWN), service(List.of("ops", "team"))));
    assertEquals(false, team.wants(flip(Event.DOWN), service(List.of("ops"))));
    assertEquals(false, team.wants(flip(Event.DOWN), service(List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "UP, DOWN, true",
    "DEGRADED, DOWN, true",
    "DOWN, DEGRADED, true",
    "DOWN, UP, true",
    "UP, DEGRADED, false",
    "DEGRADED, UP, false",
  })
  void the_end_of_a_burn_comes_where_its_beginning_did(Status from, Status to, boolean critical) {
    Flip flip = new Flip("shop.api", AT, Event.BUDGET, from, to, null, "why");
    assertEquals(critical, channel(Channels.USUAL, Severity.CRITICAL).wants(flip, service(null)));
    assertEquals(true, channel(Channels.USUAL, Severity.WARNING).wants(flip, service(null)));
  }

  @Test
  void events_and_severity_are_chosen_but_a_recovery_is_never_too_small() {
    Channel pager = channel(Channels.USUAL, Severity.CRITICAL);
    assertEquals(false, pager.wants(flip(Event.DOWN), service(null)));
    assertEquals(true, pager.wants(flip(Event.ESCALATED), service(null)));
    assertEquals(true, pager.wants(flip(Event.UP), service(null)));
    Channel downs = channel(Set.of(Event.DOWN), Severity.INFO);
    assertEquals(true, downs.wants(flip(Event.DOWN), service(null)));
    assertEquals(false, downs.wants(flip(Event.UP), service(null)));
    assertEquals(false, channel(Channels.USUAL, Severity.INFO).wants(flip(Event.REPORT), null));
  }
}
