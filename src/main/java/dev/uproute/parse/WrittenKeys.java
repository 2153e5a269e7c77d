package dev.uproute.parse;

import dev.uproute.service.Expect;
import dev.uproute.service.Expect.HostLimits;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import dev.uproute.service.Statuses;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The inverse of {@link Keys}, one line per key: where its value is in a Service, and how that is
 * written. A test goes through every key, so a new one needs its line here.
 */
final class WrittenKeys {
  private static final Map<Key<?>, Written<?>> ALL = new LinkedHashMap<>();

  /**
   * How one key is written.
   *
   * @param value what a service has; null = nothing
   * @param plain the same as text, number, boolean, list or map
   */
  record Written<T>(Function<Service, T> value, Function<T, Object> plain) {}

  static {
    // which service
    text(Keys.ID, Service::id);
    text(Keys.WAS, Service::was);
    text(Keys.NAME, Service::name);
    text(Keys.TYPE, Service::type);
    text(Keys.URL, s -> s.target().url().isEmpty() ? null : s.target().url());
    text(Keys.SITE, Service::site);
    plain(Keys.ENABLED, Service::enabled);
    plain(Keys.PUBLIC, Service::visible);
    key(Keys.SHOW, Service::show, all -> all.stream().map(WrittenKeys::word).toList());
    key(Keys.ROLE, Service::role, WrittenKeys::word);
    text(Keys.ZONE, s -> word(s.zone()));
    plain(Keys.TAGS, Service::tags);

    // when
    time(Keys.INTERVAL, WrittenKeys::interval);
    time(Keys.TIMEOUT, s -> s.timing().timeout());
    time(Keys.CONNECT_TIMEOUT, s -> s.timing().connectTimeout());
    time(Keys.READ_TIMEOUT, s -> s.timing().readTimeout());
    plain(Keys.RETRIES, s -> s.timing().retries());
    time(Keys.RETRY_DELAY, s -> s.timing().retryDelay());
    time(Keys.GRACE, s -> s.expect().rhythm() == null ? null : s.expect().rhythm().grace());

    // where from
    plain(Keys.LOCATIONS, s -> s.locations().names());
    key(Keys.QUORUM, s -> s.locations().quorum(), Object::toString);

    // what is sent
    text(Keys.METHOD, s -> s.request().method());
    plain(Keys.HEADERS, s -> s.request().headers());
    text(Keys.BODY, s -> s.request().body());
    plain(Keys.ENVIRONMENT, s -> s.request().environment());
    key(Keys.AUTH, s -> s.request().authorization(), Authorization::plain);
    plain(Keys.FOLLOW_REDIRECTS, s -> s.request().followRedirects());
    plain(Keys.VERIFY, s -> s.request().verify());
    text(Keys.TLS, s -> s.request().legacyTls() ? "legacy" : "modern");
    key(Keys.SEND, s -> s.request().send(), Values::payload);
    text(Keys.FALLBACK, s -> s.request().fallback());

    // how the answer is judged
    key(Keys.HTTP_STATUS, s -> s.expect().httpStatus(), WrittenKeys::statuses);
    text(Keys.BODY_CONTAINS, s -> s.expect().bodyContains());
    key(Keys.BODY_MATCHES, s -> s.expect().bodyMatches(), Object::toString);
    key(Keys.JSON, s -> s.expect().json(), all -> all.stream().map(Expect.JsonTest::text).toList());
    plain(Keys.EXPECT_HEADERS, s -> s.expect().headers());
    key(Keys.DEGRADED_STATUS, s -> s.expect().degradedStatus(), WrittenKeys::statuses);
    time(Keys.SLOWER_THAN, s -> s.expect().slowerThan());
    plain(Keys.DEGRADED_IS_ONLINE, s -> s.expect().degradedIsOnline());
    plain(Keys.BOT_PROTECTION, s -> s.expect().botProtection());
    limit(Keys.LIMIT_CPU, HostLimits::cpu);
    limit(Keys.LIMIT_LOAD, HostLimits::load);
    limit(Keys.LIMIT_RAM, HostLimits::ram);
    limit(Keys.LIMIT_SWAP, HostLimits::swap);
    limit(Keys.LIMIT_DISK, HostLimits::disk);
    limit(Keys.LIMIT_TEMPERATURE, HostLimits::temperature);
    limit(Keys.LIMIT_UPDATES, HostLimits::updates);

    // what it is meant to reach, and how long that is known
    key(Keys.OBJECTIVE_UPTIME, s -> objective(s, Objective::uptime), Values::limit);
    time(Keys.OBJECTIVE_WINDOW, s -> objective(s, Objective::window));
    key(Keys.OBJECTIVE_RESPONSE, s -> objective(s, Objective::response), Object::toString);
    time(Keys.KEEP, Service::keep);

    // when it is notified
    plain(Keys.DOWN_AFTER, s -> s.policy().downAfter());
    plain(Keys.UP_AFTER, s -> s.policy().upAfter());
    plain(Keys.ESCALATE_AFTER, s -> s.policy().escalateAfter());
    time(Keys.REMIND_EVERY, s -> s.policy().remindEvery());
    plain(Keys.TLS_WARN_DAYS, s -> s.policy().tlsWarnDays());
    plain(Keys.DEPENDS_ON, Service::dependsOn);
    plain(Keys.CHANNELS, Service::channels);
    plain(Keys.ESCALATION, Service::escalation);
  }

  private WrittenKeys() {}

  /** In the order in which they are written; without those that say the same in other words. */
  static Map<Key<?>, Written<?>> all() {
    return Collections.unmodifiableMap(ALL);
  }

  private static <T> void key(Key<T> key, Function<Service, T> value, Function<T, Object> plain) {
    ALL.put(key, new Written<>(value, plain));
  }

  /** A value that is what it is written as. */
  private static <T> void plain(Key<T> key, Function<Service, T> value) {
    key(key, value, v -> v);
  }

  private static void text(Key<String> key, Function<Service, String> value) {
    plain(key, value);
  }

  private static void time(Key<Duration> key, Function<Service, Duration> value) {
    key(key, value, Durations::text);
  }

  private static void limit(Key<Double> key, ToDoubleFunction<HostLimits> limit) {
    key(
        key,
        s -> s.expect().limits() == null ? null : limit.applyAsDouble(s.expect().limits()),
        Values::limit);
  }

  private static <T> T objective(Service service, Function<Objective, T> part) {
    return service.objective() == null ? null : part.apply(service.objective());
  }

  /** A heartbeat is judged more often than it has to come. */
  private static Duration interval(Service service) {
    Expect.HeartbeatPeriod rhythm = service.expect().rhythm();
    return rhythm == null ? service.timing().interval() : rhythm.every();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Object statuses(Statuses statuses) {
    List<Object> ranges =
        statuses.ranges().stream()
            .<Object>map(r -> r.from() == r.to() ? r.from() : r.from() + "-" + r.to())
            .toList();
    return ranges.size() == 1 ? ranges.getFirst() : ranges;
  }
}
