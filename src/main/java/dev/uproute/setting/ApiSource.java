package dev.uproute.setting;

import dev.uproute.api.ApiChanges;
import dev.uproute.api.ApiEdits;
import dev.uproute.api.ApiImport;
import dev.uproute.api.ApiServices;
import dev.uproute.check.AddressPolicy;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.store.Connections;
import dev.uproute.text.Durations;
import java.time.InstantSource;
import java.util.Set;
import org.apache.camel.main.Main;

/** The services that are listed by the API, and how they are changed. */
public final class ApiSource {
  private ApiSource() {}

  /** Binds {@code apiServices}, {@code apiEdits}, {@code apiChanges} and {@code apiImport}. */
  static void open(Main main, SettingValues values, Services services, Set<String> types) {
    // nothing is filled in: whoever may write could read every secret
    ServiceParser parser =
        new ServiceParser(Source.API, types, Sources.profiles(), Placeholders.refused())
            .among(
                values.list(AlertSetting.CHANNELS), values.list(LocationSettings.LOCATIONS), false);
    ApiServices listed =
        new ApiServices(
            services,
            parser,
            main.lookup("reader", Connections.class),
            Durations.parse(values.get("uproute.services.every")),
            main.lookup("monotonicClock", MonotonicClock.class));
    ApiChanges changes =
        new ApiChanges(
            listed,
            services,
            main.lookup("addressPolicy", AddressPolicy.class),
            main.lookup("clock", InstantSource.class),
            named(values));
    main.getCamelContext().getRegistry().bind("apiServices", listed);
    main.getCamelContext().getRegistry().bind("apiEdits", new ApiEdits(listed));
    main.getCamelContext().getRegistry().bind("apiChanges", changes);
    main.getCamelContext().getRegistry().bind("apiImport", new ApiImport(listed, changes));
  }

  private static boolean named(SettingValues values) {
    return values.list("uproute.services.from").contains(Source.API.name());
  }

  /** Reads them before any route runs; the store must be open. */
  public static void recall(Main main) {
    ApiServices listed = main.lookup("apiServices", ApiServices.class);
    if (named(Assembly.settings(main))) {
      listed.read();
    } else {
      listed.warn();
    }
  }
}
