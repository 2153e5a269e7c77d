package dev.uproute.setting;

import dev.uproute.api.AgentPlan;
import dev.uproute.api.ApiExport;
import dev.uproute.api.PlannedWindows;
import dev.uproute.health.Health;
import dev.uproute.location.SilentLocations;
import dev.uproute.location.Votes;
import dev.uproute.notion.Layout;
import dev.uproute.notion.NotionServices;
import dev.uproute.notion.RequestGate;
import dev.uproute.oncall.Calendars;
import dev.uproute.parse.OwnLists;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceFile;
import dev.uproute.parse.ServiceParser;
import dev.uproute.queue.BrokerWatch;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.store.KeyValues;
import dev.uproute.text.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/**
 * Where services come from: makes what YAML cannot make, because it needs Camel's own properties
 * and the types that there are routes for.
 */
public final class Sources {
  private static final Path PROFILES = Path.of("profiles");

  private Sources() {}

  /**
   * Binds {@code serviceFile} and {@code notionServices}, where they are named, {@code ownLists}
   * for routes of the user's own, reads the file for the first time, and binds {@code apiExport}
   * and {@code agentPlan}, which show what all list.
   *
   * @throws dev.uproute.parse.ConfigErrors when services.yaml is wrong
   */
  public static void open(Main main, Set<String> routes) {
    SettingValues values = Assembly.settings(main);
    Services services = main.lookup("services", Services.class);
    List<String> from = values.list("uproute.services.from");
    // one set for all: while the program runs route files come and go
    Set<String> types = ConcurrentHashMap.newKeySet();
    types.addAll(types(routes));
    bind(main, "checkTypes", types);
    if (from.contains("notion")) {
      bind(main, "notionServices", notion(main, values, services, types));
    }
    if (from.contains("file")) {
      bind(main, "serviceFile", file(values, services, types));
    }
    if (routes.stream().anyMatch(Sources::own)) {
      bind(main, "ownLists", own(main, values, services, types));
    }
    ApiSource.open(main, values, services, types);
    ServiceFile file = main.lookup("serviceFile", ServiceFile.class);
    // before the file is read: a list that is wrong is no reason why a route is
    bind(main, "apiExport", new ApiExport(file, services, profiles(), planned(main)));
    Votes votes = main.lookup("votes", Votes.class);
    bind(main, "agentPlan", new AgentPlan(file, services, profiles(), votes));
    SilentLocations silent = main.lookup("silentLocations", SilentLocations.class);
    if (silent != null) {
      Health health = main.lookup("health", Health.class);
      silent.names().forEach(each -> health.watch("location-" + each, () -> silent.problem(each)));
    }
    if (!values.get(QueueSettings.BROKER).isEmpty()) {
      BrokerWatch broker = main.lookup("brokerWatch", BrokerWatch.class);
      main.lookup("health", Health.class).watch("broker", broker::problem);
    }
    if (from.contains("file")) {
      file.load();
    }
  }

  /** Follows what changes in the file, while no route does. */
  public static void refresh(Main main) {
    ServiceFile file = main.lookup("serviceFile", ServiceFile.class);
    if (file != null) {
      file.refresh();
    }
  }

  /** Takes what is remembered of lists that are not read yet; the store must be open. */
  public static void recall(Main main) {
    NotionServices notion = main.lookup("notionServices", NotionServices.class);
    if (notion != null) {
      notion.recall();
    }
    ApiSource.recall(main);
    planned(main).recall();
    Calendars calendars = main.lookup("calendars", Calendars.class);
    if (calendars != null) {
      calendars.recall();
    }
  }

  private static PlannedWindows planned(Main main) {
    return main.lookup("plannedWindows", PlannedWindows.class);
  }

  /** The profiles of the current folder and the packaged ones. */
  public static Profiles profiles() {
    return new Profiles(PROFILES);
  }

  /**
   * For lists that are to run later, perhaps elsewhere: what a placeholder stands for need not be
   * known yet, and no channel has to be there.
   *
   * @param unset takes variables and properties that are not set
   */
  public static ServiceParser importing(
      SettingValues values, Set<String> routes, Collection<String> unset) {
    Placeholders placeholders =
        new Placeholders(System::getenv, values::property).orStandIn(unset::add);
    return new ServiceParser(Source.FILE, types(routes), profiles(), placeholders);
  }

  private static void bind(Main main, String name, Object bean) {
    main.getCamelContext().getRegistry().bind(name, bean);
  }

  private static ServiceFile file(SettingValues values, Services services, Set<String> types) {
    ServiceParser parser =
        new ServiceParser(
                Source.FILE, types, profiles(), new Placeholders(System::getenv, values::property))
            .among(
                values.list(AlertSetting.CHANNELS),
                values.list(LocationSettings.LOCATIONS),
                values.list("uproute.services.from").equals(List.of("file")));
    Path path = Path.of(values.get("uproute.services.file"));
    return new ServiceFile(
        path, PROFILES, () -> parser, services, InstantSource.system(), example(path));
  }

  /** Whether a route is a source of the user's own. */
  private static boolean own(String route) {
    return route.startsWith("services-") && !RouteFolder.comesPackaged(route);
  }

  /** Nothing in what was fetched is filled in: whoever writes it could read every secret. */
  private static OwnLists own(
      Main main, SettingValues values, Services services, Set<String> types) {
    return new OwnLists(
        source ->
            new ServiceParser(source, types, profiles(), Placeholders.refused())
                .among(
                    values.list(AlertSetting.CHANNELS),
                    values.list(LocationSettings.LOCATIONS),
                    false),
        services,
        Durations.parse(values.get("uproute.services.every")),
        main.lookup("monotonicClock", MonotonicClock.class));
  }

  /** Nothing in a row is filled in: whoever may edit it could read every secret. */
  private static NotionServices notion(
      Main main, SettingValues values, Services services, Set<String> types) {
    Placeholders none = Placeholders.refused();
    return new NotionServices(
        layout(key -> values.get("uproute.notion." + key)),
        main.lookup("notionRequestGate", RequestGate.class),
        services,
        new ServiceParser(Source.NOTION, types, profiles(), none)
            .among(
                values.list(AlertSetting.CHANNELS), values.list(LocationSettings.LOCATIONS), false),
        main.lookup("keyValues", KeyValues.class),
        Durations.parse(values.get("uproute.services.every")),
        main.lookup("monotonicClock", MonotonicClock.class));
  }

  private static Layout layout(UnaryOperator<String> setting) {
    return new Layout(
        setting.apply("data-source-id"),
        setting.apply("database-id"),
        setting.apply("column.name"),
        setting.apply("column.type"),
        setting.apply("column.url"),
        setting.apply("history-by").equals("name"));
  }

  /** The types of check there are routes for. */
  public static Set<String> types() {
    return types(RouteFolder.routes().keySet());
  }

  /** The x of every route {@code check-x}. */
  private static Set<String> types(Set<String> routes) {
    return routes.stream()
        .filter(route -> route.startsWith("check-"))
        .map(route -> route.substring("check-".length()))
        .collect(Collectors.toSet());
  }

  /** The packaged services.yaml stands in for a file of that name, not for one that was chosen. */
  private static byte[] example(Path file) {
    try (InputStream example = Sources.class.getResourceAsStream("/services.yaml")) {
      return file.equals(Path.of("services.yaml")) ? example.readAllBytes() : null;
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged services.yaml cannot be read", e);
    }
  }
}
