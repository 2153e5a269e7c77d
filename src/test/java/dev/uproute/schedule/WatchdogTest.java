package dev.uproute.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.record.SelfEvents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

class WatchdogTest {
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void what_waits_for_a_time_of_day_is_planned_anew_when_the_clock_was_put_back() throws Exception {
    InstantSource clock = () -> now;
    Watchdog watchdog = new Watchdog(new Schedule(1, 100), new SelfEvents(clock), clock);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("quartz:yearly?cron=0 0 0 1 1 ?").to("log:x");
            }
          });
      camel.start();
      Scheduler quartz = camel.getComponent("quartz", QuartzComponent.class).getScheduler();
      TriggerKey key = quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup()).iterator().next();
      Date planned = new Date(0);
      quartz.rescheduleJob(
          key, quartz.getTrigger(key).getTriggerBuilder().startAt(planned).build());

      watchdog.check(camel);
      now = now.plusSeconds(1);
      watchdog.check(camel);
      now = now.minusSeconds(2);
      watchdog.check(camel);
      assertEquals(planned, quartz.getTrigger(key).getStartTime(), "nothing was put back far");

      now = now.minusSeconds(3600);
      watchdog.check(camel);
      assertTrue(quartz.getTrigger(key).getStartTime().after(planned));
    }
  }
}
