package dev.uproute.channel;

import dev.uproute.FakeClock;
import dev.uproute.GivenSettings;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.check.Result;
import dev.uproute.deliver.Silence;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * The shipped routes from a check to its receivers, on a database file, with a clock that stands
 * still at noon of today: only what runs by a timer does not, {@link #pass} is its tick.
 */
final class ChannelProgram implements AutoCloseable {
  private static final Set<String> TYPES = Set.of("http", "host", "tcp");

  private final Main main = new Main();
  private final ProducerTemplate camel;
  private final FakeClock clock;
  private final Path file;

  /**
   * @param beans the shipped beans with a {@link FakeClock}
   * @param settings of the channels, without their beginning {@code uproute.alert.}
   */
  ChannelProgram(Path folder, Path beans, Map<String, String> settings, Map<String, String> further)
      throws Exception {
    file = TestDatabase.migrated(folder.resolve("history.db"));
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.configure()
        .setRoutesIncludePattern(
            "file:"
                + beans
                + ",file:routes/alert*.camel.yaml,file:routes/attempt.camel.yaml,file:routes/budget.camel.yaml,"
                + "file:routes/connectivity-check.camel.yaml,file:routes/check*.camel.yaml,"
                + "file:routes/deliver*.camel.yaml,file:routes/errors.camel.yaml,"
                + "file:routes/post.camel.yaml,file:routes/send-http.camel.yaml,file:routes/record*.camel.yaml,"
                + "file:routes/report*.camel.yaml,file:routes/services.camel.yaml");
    main.configure()
        .setAutoStartupExcludePattern(
            "alert,budget,report,record-events,record-failed-again,services");
    main.addInitialProperty("camel.component.seda.default-poll-timeout", "50");
    main.addOverrideProperty("uproute.store.path", file.toString());
    main.addOverrideProperty("uproute.alert.source", "nas");
    settings.forEach((key, value) -> main.addOverrideProperty("uproute.alert." + key, value));
    further.forEach(main::addOverrideProperty);
    main.start();
    bean("store", Store.class).open();
    camel = main.getCamelTemplate();
    clock = bean("clock", FakeClock.class);
    Instant noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
    clock.pass(Duration.between(clock.instant(), noon));
  }

  /** Watches these services, the lines of a services.yaml. */
  void watch(String... lines) {
    byte[] yaml = ("services:\n- " + String.join("\n- ", lines)).getBytes(StandardCharsets.UTF_8);
    ServiceParser parser =
        new ServiceParser(
            Source.FILE, TYPES, new Profiles(Path.of("profiles")), Placeholders.refused());
    services().accept("file", parser.listing("services.yaml", yaml).services());
    camel.sendBody("direct:services-changed", services().current());
  }

  private Services services() {
    return bean("services", Services.class);
  }

  /** Checks all services now and stores what was found. */
  List<Result> check() {
    List<Result> results = new ArrayList<>();
    for (Service service : services().current()) {
      Result found = camel.requestBody("direct:check", service, Result.class);
      results.add(at(found, clock.instant()));
    }
    record(results);
    return results;
  }

  void record(List<Result> results) {
    camel.requestBody("direct:record-batch", results);
  }

  /** The same as if it had been found at another time. */
  static Result at(Result found, Instant at) {
    return new Result(
        found.service(), at, found.status(), found.reason(), found.evidence(), found.maintenance());
  }

  /** Lets so much time pass, with a look at whatever is due after each second. */
  void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      clock.pass(Duration.ofSeconds(1));
      bean("silence", Silence.class).update();
      for (Object channel : camel.requestBody("direct:deliver-due", null, List.class)) {
        camel.sendBody("direct:deliver", channel);
      }
    }
  }

  String ask(String sql) throws Exception {
    try (Connection connection = Recording.outside(file)) {
      return Recording.ask(connection, sql);
    }
  }

  FakeClock clock() {
    return clock;
  }

  ProducerTemplate camel() {
    return camel;
  }

  <T> T bean(String name, Class<T> type) {
    return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
  }

  @Override
  public void close() {
    main.stop();
  }
}
