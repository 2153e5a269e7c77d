package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.uproute.ServiceBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
  @ParameterizedTest(name = "interval {0}, timeout {1} → {2}")
  @CsvSource({"PT10S,PT10S,9500", "PT1S,PT1S,900", "PT60S,PT10S,10000"})
  void a_check_that_hangs_ends_before_the_next_one_is_due(
      Duration interval, Duration timeout, long millis) {
    ServiceBuilder given = ServiceBuilder.url("http://127.0.0.1:1/");
    given.interval = interval;
    given.timeout = timeout;
    given.retries = 1;
    Attempt attempt = Attempt.none(given.service(), Instant.EPOCH).next();
    assertEquals(millis, attempt.deadline().length().toMillis(), 20);
  }

  @ParameterizedTest(name = "{0} retries")
  @CsvSource({"0", "3"})
  void no_attempt_begins_when_the_next_check_is_near(int retries) {
    ServiceBuilder given = ServiceBuilder.url("http://127.0.0.1:1/");
    given.interval = Duration.ofSeconds(1);
    given.retryDelay = Duration.ofMillis(850);
    given.retries = retries;
    assertFalse(Attempt.none(given.service(), Instant.EPOCH).next().another());
  }
}
