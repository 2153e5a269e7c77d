package dev.uproute.parse;

import static dev.uproute.parse.Key.Level.ANY;
import static dev.uproute.parse.Key.Level.LIST;
import static dev.uproute.parse.Key.Level.PROFILE;
import static dev.uproute.parse.Key.Level.SERVICE;
import static dev.uproute.parse.Values.duration;
import static dev.uproute.parse.Values.flag;
import static dev.uproute.parse.Values.line;
import static dev.uproute.parse.Values.number;
import static dev.uproute.parse.Values.text;
import static dev.uproute.parse.Values.word;

import dev.uproute.service.CheckType;
import dev.uproute.service.CheckType.Trait;
import dev.uproute.service.Expect;
import dev.uproute.service.Expression;
import dev.uproute.service.Objective;
import dev.uproute.service.Quorum;
import dev.uproute.service.Service;
import dev.uproute.service.Statuses;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The whole language of a service, one line per key: name, what is allowed, built-in default, where
 * it may stand, and the types that use it; where none are named, all do. A new key is one line here
 * and its use in {@link ServiceEntry}; docs/keys.md is made of this table.
 */
final class Keys {
  private static final Map<String, Key<?>> ALL = new LinkedHashMap<>();

  private static final Pattern HEADER_FORM = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final ValueParser<String> HEADER_NAME =
      ValueParser.of(
          "a header name",
          () -> ValueSchema.matching(HEADER_FORM),
          t -> HEADER_FORM.matcher(t).matches() ? t : null);
  private static final ValueParser<String> HEADER_VALUE =
      ForeignPlaceholders.inValue(
          Values.secret(
              "one line of at most 8,192 characters",
              t -> t.length() > 8192 || t.codePoints().anyMatch(Characters::control) ? null : t));

  private static final ValueParser<String> VARIABLE_NAME =
      ValueParser.of(
          "a name of letters, digits and _",
          t -> t.matches("[A-Za-z_][A-Za-z0-9_]{0,99}") ? t : null);

  private static final TypeSet HTTP = TypeSet.of(CheckType.HTTP);
  private static final TypeSet HOST = TypeSet.of(CheckType.HOST);
  private static final TypeSet ASKED = TypeSet.of(Trait.ASKS).andOwn();
  private static final TypeSet CONNECTED = TypeSet.of(Trait.CONNECTS).andOwn();

  /** What is sent to the target; a route of the user's own finds it in the Service. */
  private static final TypeSet REQUEST = HTTP.andOwn();

  /** What a route of the user's own finds is for that route to judge. */
  private static final TypeSet TEXT = TypeSet.of(Trait.HAS_TEXT);

  /**
   * What another machine may check for this one: no commands, endpoints or files of that machine.
   */
  private static final TypeSet ANYWHERE = TypeSet.of(Trait.HAS_HOST).andOwn();

  private static final TypeSet TIMED = TypeSet.of(Trait.IS_TIMED);

  // which service
  static final Key<String> ID = key("id", Ids.reader(), null, SERVICE);
  static final Key<String> WAS = key("was", Ids.reader(), null, SERVICE);
  static final Key<String> NAME = key("name", line(200), null, SERVICE);
  static final Key<String> URL = key("url", Url.reader(), null, SERVICE);
  static final Key<String> TYPE = key("type", Ids.type(), null, LIST);
  static final Key<String> SITE = key("site", Ids.site(), null, LIST);
  static final Key<Service.Role> ROLE =
      key("role", word(Service.Role.class), Service.Role.CORE, ANY);
  static final Key<String> ZONE = key("zone", words("auto", "local", "external"), "auto", ANY);
  static final Key<Boolean> ENABLED = key("enabled", flag(), true, ANY);
  static final Key<String> PROFILE_NAME = key("profile", Ids.profile(), "healthy", LIST);

  // when
  static final Key<Duration> INTERVAL =
      key("interval", duration("1s", "7d"), Duration.ofMinutes(1), ANY);
  static final Key<Duration> INTERVAL_SECONDS =
      key("interval_seconds", Values.seconds(1, 604_800), null, ANY);
  static final Key<Duration> TIMEOUT =
      key(
          "timeout",
          duration("1ms", "7d"),
          Duration.ofSeconds(10),
          ANY,
          TypeSet.except(CheckType.HEARTBEAT));
  static final Key<Duration> CONNECT_TIMEOUT =
      key("connect_timeout", duration("1ms", "7d"), null, ANY, CONNECTED);
  static final Key<Duration> READ_TIMEOUT =
      key("read_timeout", duration("1ms", "7d"), null, ANY, CONNECTED);
  static final Key<Integer> RETRIES = key("retries", number(0, 20), 0, ANY, ASKED);
  static final Key<Duration> RETRY_DELAY =
      key("retry_delay", duration("0s", "7d"), Duration.ofSeconds(1), ANY, ASKED);

  // where from
  static final Key<List<String>> LOCATIONS =
      key("locations", ValueParser.list(Ids.location(), 50), null, ANY, ANYWHERE);
  static final Key<Quorum> QUORUM = key("quorum", Values.quorum(), Quorum.MAJORITY, ANY, ANYWHERE);

  // what is sent
  static final Key<String> METHOD =
      key(
          "method",
          words("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
          "GET",
          ANY,
          REQUEST);
  static final Key<Map<String, String>> HEADERS =
      key(
          "headers",
          ValueParser.map(HEADER_NAME, HEADER_VALUE, 50, "headers"),
          Map.of(),
          ANY,
          REQUEST);
  static final Key<String> BODY =
      key(
          "body",
          ForeignPlaceholders.inText(text(65_536)),
          null,
          ANY,
          REQUEST.and(CheckType.CAMEL));
  static final Key<Map<String, String>> ENVIRONMENT =
      key(
          "environment",
          ValueParser.map(VARIABLE_NAME, HEADER_VALUE, 50, "variables"),
          Map.of(),
          ANY,
          TypeSet.of(CheckType.EXEC));
  static final Key<String> AUTH = key("auth", Authorization.reader(), null, ANY, REQUEST);
  static final Key<Boolean> FOLLOW_REDIRECTS = key("follow_redirects", flag(), true, ANY, REQUEST);
  static final Key<Boolean> VERIFY =
      key("verify", flag(), true, ANY, TypeSet.of(CheckType.HTTP, CheckType.TLS).andOwn());
  static final Key<String> TLS =
      key(
          "tls",
          words("modern", "legacy"),
          "modern",
          ANY,
          TypeSet.of(CheckType.HTTP, CheckType.TLS));
  static final Key<byte[]> SEND =
      key(
          "send",
          ForeignPlaceholders.inText(Values.payload()),
          null,
          ANY,
          TypeSet.of(CheckType.TCP, CheckType.TLS, CheckType.UDP).andOwn());
  static final Key<String> FALLBACK =
      key("fallback", words(CheckType.PING.word(), "none"), null, ANY, TypeSet.of(CheckType.UDP));

  // how the answer is judged
  static final Key<Statuses> HTTP_STATUS =
      key(
          "expect.http_status",
          StatusRange.reader(),
          new Statuses(List.of(new Statuses.Range(200, 399))),
          ANY,
          HTTP);
  static final Key<String> BODY_CONTAINS =
      key("expect.body_contains", text(10_000), null, ANY, TEXT);
  static final Key<Expression> BODY_MATCHES =
      key("expect.body_matches", Values.expression(), null, ANY, TEXT);
  static final Key<List<Expect.JsonTest>> JSON =
      key("expect.json", ValueParser.list(JsonLine.reader(), 20), List.of(), ANY, TEXT);
  static final Key<Map<String, String>> EXPECT_HEADERS =
      key(
          "expect.headers",
          ValueParser.map(HEADER_NAME, line(1000), 50, "headers"),
          Map.of(),
          ANY,
          HTTP);
  static final Key<Statuses> DEGRADED_STATUS =
      key("degraded.http_status", StatusRange.reader(), Statuses.NONE, ANY, HTTP);
  static final Key<Duration> SLOWER_THAN =
      key("degraded.slower_than", duration("1ms", "7d"), null, ANY, TIMED);
  static final Key<Boolean> DEGRADED_IS_ONLINE = key("degraded.online", flag(), true, PROFILE);
  static final Key<List<String>> BOT_PROTECTION =
      key("bot_protection_string", ValueParser.list(text(1000), 20), List.of(), ANY, TEXT);

  // how a heartbeat and this machine are judged
  static final Key<Duration> GRACE =
      key("grace", duration("0s", "7d"), null, ANY, TypeSet.of(CheckType.HEARTBEAT));
  static final Key<Double> LIMIT_CPU = key("limits.cpu", Values.limit(1, 100), 90.0, ANY, HOST);
  static final Key<Double> LIMIT_LOAD = key("limits.load", Values.limit(0, 1000), 2.0, ANY, HOST);
  static final Key<Double> LIMIT_RAM = key("limits.ram", Values.limit(1, 100), 90.0, ANY, HOST);
  static final Key<Double> LIMIT_SWAP = key("limits.swap", Values.limit(1, 100), 50.0, ANY, HOST);
  static final Key<Double> LIMIT_DISK = key("limits.disk", Values.limit(1, 100), 90.0, ANY, HOST);
  static final Key<Double> LIMIT_TEMPERATURE =
      key("limits.temperature", Values.limit(1, 200), 80.0, ANY, HOST);
  static final Key<Double> LIMIT_UPDATES =
      key("limits.updates", Values.limit(0, 100_000), 50.0, ANY, HOST);

  // what it is meant to reach
  static final Key<Double> OBJECTIVE_UPTIME =
      key("objective.uptime", Values.objective(), null, ANY);
  static final Key<Duration> OBJECTIVE_WINDOW =
      key("objective.window", duration("1h", "400d"), Duration.ofDays(30), ANY);
  static final Key<Objective.Response> OBJECTIVE_RESPONSE =
      key("objective.response", Values.responseObjective(), null, ANY, TIMED);

  // when it is notified
  static final Key<List<Integer>> TLS_WARN_DAYS =
      key(
          "tls_warn_days",
          Values.days(),
          List.of(30, 14, 7),
          ANY,
          TypeSet.of(CheckType.HTTP, CheckType.TLS));
  static final Key<Integer> DOWN_AFTER = key("down_after", Values.results(), 1, ANY);
  static final Key<Integer> UP_AFTER = key("up_after", number(1, 1000), 1, ANY);
  static final Key<Integer> ESCALATE_AFTER =
      key("escalate_after", number(0, 1000), 3, ANY, TypeSet.except(CheckType.HOST));
  static final Key<Duration> REMIND_EVERY =
      key("remind_every", duration("1s", "30d"), null, ANY, TypeSet.except(CheckType.HOST));
  static final Key<List<String>> DEPENDS_ON =
      key("depends_on", ValueParser.list(Ids.reader(), 50), List.of(), ANY);
  static final Key<List<String>> CHANNELS =
      key("channels", ValueParser.list(Ids.channel(), 50), null, ANY);
  static final Key<String> ESCALATION = key("escalation", Ids.escalation(), null, ANY);
  static final Key<Map<String, String>> TAGS =
      key("tags", ValueParser.map(line(64), line(200), 50, "tags"), Map.of(), ANY);
  static final Key<Boolean> PUBLIC = key("public", flag(), true, ANY);

  static final Key<List<Service.Detail>> SHOW =
      key("show", ValueParser.list(word(Service.Detail.class), 4), null, ANY);

  // what stays of it
  static final Key<Duration> KEEP = key("keep", duration("1h", "3650d"), null, ANY);

  private Keys() {}

  /** Every key by its name, in the order of this table. */
  static Map<String, Key<?>> all() {
    return Collections.unmodifiableMap(ALL);
  }

  private static ValueParser<String> words(String... words) {
    return word(List.of(words), Function.identity());
  }

  /** A key of every type. */
  private static <T> Key<T> key(String name, ValueParser<T> reader, T builtIn, Key.Level level) {
    return key(name, reader, builtIn, level, TypeSet.except());
  }

  private static <T> Key<T> key(
      String name, ValueParser<T> reader, T builtIn, Key.Level level, TypeSet types) {
    Key<T> key = new Key<>(name, reader, builtIn, level, types);
    ALL.put(name, key);
    return key;
  }
}
