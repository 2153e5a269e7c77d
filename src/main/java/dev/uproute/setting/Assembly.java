package dev.uproute.setting;

import dev.uproute.log.Log;
import dev.uproute.service.Services;
import dev.uproute.web.WebServer;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.util.StringHelper;
import org.slf4j.LoggerFactory;

/** Puts the program together from its settings and routes, for the commands and the tests. */
public final class Assembly {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("Uproute");

  /** The bean that holds every setting with its value: a map from key to text. */
  private static final String SETTINGS = "settings";

  private static final String SETTING_VALUES = "settingValues";

  /** Camel's option for routes that do not start. */
  private static final String OFF = "camel.main.auto-startup-exclude-pattern";

  private Assembly() {}

  /**
   * Puts the routes together, packaged ones and those of the current folder, without starting them.
   *
   * @param overrides properties that win over files and environment
   */
  public static Main assemble(Map<String, String> overrides) {
    // Netty would warn of it
    System.setProperty("io.netty.noUnsafe", "true");
    // it takes memory for buffers in pieces of 64 kB: with 4 MB for each kind most would never be
    // used
    System.setProperty("io.netty.allocator.maxOrder", "3");
    // what the JVM resolves itself, for receivers of messages: a name that moved is seen within
    // half a
    // minute; one that was not found is asked for again, because the JVM forgets why it was not
    Security.setProperty("networkaddress.cache.ttl", "30");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    Main main = new Main();
    SettingValues values = values(overrides);
    // read by us: Camel would take the file for ISO 8859-1 and drop what it does not understand
    main.setDefaultPropertyPlaceholderLocation("false");
    values.forCamel().forEach(main::addInitialProperty);
    values.overrides().forEach(main::addOverrideProperty);
    QueueSettings.derived(values).forEach(main::addOverrideProperty);
    main.bind(SETTINGS, values.all());
    main.bind(SETTING_VALUES, values);
    main.bind("direct", new DirectRoutes());
    main.configure().setRoutesIncludePattern(String.join(",", ActiveRoutes.routes(values)));
    holdBack(main, values);
    inspect(main, values);
    return main;
  }

  /**
   * The settings of the current folder and the environment, not judged.
   *
   * @param overrides win over both
   */
  public static SettingValues values(Map<String, String> overrides) {
    return SettingValues.read(Path.of(PropertiesFile.NAME), System.getenv(), overrides);
  }

  /** Beside the routes that a setting switches off, those that the HTTP server starts. */
  private static void holdBack(Main main, SettingValues values) {
    String key =
        values.all().keySet().stream()
            .filter(each -> StringHelper.camelCaseToDash(each).equals(OFF))
            .findFirst()
            .orElse(OFF);
    String off = values.get(key);
    main.addOverrideProperty(key, WebServer.ROUTES + (off.isEmpty() ? "" : "," + off));
  }

  /**
   * Camel's MBeans, which cost memory and time, and names by which their steps can be told apart.
   */
  private static void inspect(Main main, SettingValues values) {
    boolean jmx = InspectionSettings.jmx(values);
    main.addOverrideProperty("camel.main.jmx-enabled", String.valueOf(jmx));
    if (jmx) {
      main.bind("stepNames", new StepNames());
    }
  }

  /** The settings a program was assembled with. */
  public static SettingValues settings(Main main) {
    return main.lookup(SETTING_VALUES, SettingValues.class);
  }

  /**
   * Reads properties, routes and services; nothing runs yet.
   *
   * @throws Exception that says what is wrong with them
   */
  public static void init(Main main) throws Exception {
    SettingValues values = settings(main);
    Settings.judge(values);
    Log.set(values.get("uproute.log.level"), values.get("uproute.log.format"));
    load(main, values);
    ChannelEndpoints.judge(main);
    Warnings.of(values).forEach(LOG::warn);
    // Camel would not start with what cannot run; the rest fails when it is called
    RouteRules.errors().forEach(error -> LOG.warn("{}", error));
    Sources.open(main, RouteFolder.routes().keySet());
  }

  private static void load(Main main, SettingValues values) throws Exception {
    try {
      main.init();
    } catch (Exception e) {
      throw RouteDefinitions.placed(main.getCamelContext(), values, e);
    }
    RouteDefinitions.judgeEnds(main.getCamelContext());
  }

  /** Hands the first list on, by route {@code services-changed}, which has to run. */
  public static void accept(Main main) throws Exception {
    Services services = main.lookup("services", Services.class);
    if (services.changed()) {
      main.getCamelTemplate().sendBody("direct:services-changed", services.current());
    }
  }
}
