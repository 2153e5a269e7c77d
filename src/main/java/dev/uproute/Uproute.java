package dev.uproute;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.uproute.alert.Channels;
import dev.uproute.service.Services;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import org.apache.camel.main.Main;
import org.slf4j.LoggerFactory;

/** Starts the program: everything it does is in {@code routes/}. */
public final class Uproute {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Uproute.class);

  /** The bean that holds every setting with its value: a map from key to text. */
  private static final String SETTINGS = "settings";

  private static final String SETTING_VALUES = "settingValues";

  private Uproute() {}

  public static void main(String[] args) {
    // what is printed is UTF-8, whatever the locale of the shell or container
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    // the usual start needs no command line, whose classes would have to be loaded first
    System.exit(args.length == 0 ? new RunCommand().call() : Commands.line().execute(args));
  }

  /** The version of this build, such as 0.1.0; {@code dev} when it does not run from its jar. */
  public static String version() {
    String version = Uproute.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /**
   * Puts the routes together, packaged ones and those of the current folder, without starting them.
   *
   * @param overrides properties that win over files and environment
   */
  static Main assemble(Map<String, String> overrides) {
    // Netty would warn of it
    System.setProperty("io.netty.noUnsafe", "true");
    // what the JVM resolves itself, for receivers of messages: a name that moved is seen within
    // half a
    // minute; one that was not found is asked for again, because the JVM forgets why it was not
    Security.setProperty("networkaddress.cache.ttl", "30");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    Main main = new Main();
    SettingValues values =
        SettingValues.read(Path.of(SettingValues.FILE), System.getenv(), overrides);
    // read by us: Camel would take the file for ISO 8859-1 and drop what it does not understand
    main.setDefaultPropertyPlaceholderLocation("false");
    values.forCamel().forEach(main::addInitialProperty);
    values.overrides().forEach(main::addOverrideProperty);
    main.bind(SETTINGS, values.all());
    main.bind(SETTING_VALUES, values);
    main.configure().setRoutesIncludePattern(String.join(",", Needed.routes(values)));
    return main;
  }

  /** The settings a program was assembled with. */
  static SettingValues settings(Main main) {
    return main.lookup(SETTING_VALUES, SettingValues.class);
  }

  /**
   * Reads properties, routes and services; nothing runs yet.
   *
   * @throws Exception that says what is wrong with them
   */
  static void init(Main main) throws Exception {
    Settings.judge(settings(main));
    main.init();
    AlertEndpoints.judge(main);
    String level = settings(main).get("uproute.log.level");
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.valueOf(level));
    Warnings.of(settings(main)).forEach(LOG::warn);
    Sources.open(main, Folder.routes().keySet());
    main.lookup("services", Services.class).onChange(unmatched(main)::warn);
  }

  /** What looks for filters and windows that meet no service. */
  static Unmatched unmatched(Main main) {
    return new Unmatched(
        main.lookup("services", Services.class),
        main.getCamelContext().getRegistry().findSingleByType(Channels.class),
        settings(main).list("uproute.services.from"));
  }
}
