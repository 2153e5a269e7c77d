package dev.uproute.reload;

import dev.uproute.health.Health;
import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ServiceFile;
import dev.uproute.report.RefusedChanges;
import dev.uproute.setting.ActiveRoutes;
import dev.uproute.setting.RouteConflicts;
import dev.uproute.setting.RouteError;
import dev.uproute.setting.RouteFile;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.RouteRules;
import dev.uproute.setting.SettingValues;
import dev.uproute.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the route files that change while the program runs. One that is wrong is refused, and what
 * ran before goes on. It knows what was read of each of the user's files. For one thread.
 */
public final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final String SUFFIX = ".camel.yaml";
  private static final String SETTINGS = "application.properties";
  private static final int PAUSE = 100;
  private static final int PAUSES = 30;

  private final RefusedChanges refused;
  private final Path folder;
  private final InstantSource clock;
  private final SettledFiles files;
  private final SettingsInPlace settings;
  private final RoutesInPlace routes = new RoutesInPlace();
  private final Map<String, byte[]> read = new TreeMap<>();
  private final Map<String, String> beans = new HashMap<>();
  private TemplatesInPlace templates;
  private boolean pages;
  private long reported;

  /** Of the current folder; what changes from now on is seen. */
  public Reload(RefusedChanges refused, InstantSource clock, Health health) {
    this(refused, clock, Path.of("routes"));
    health.watch("files", refused::sentence);
  }

  Reload(RefusedChanges refused, InstantSource clock, Path folder) {
    this.settings = new SettingsInPlace(folder.resolveSibling(SETTINGS));
    this.refused = refused;
    this.clock = clock;
    this.folder = folder;
    this.files = new SettledFiles(() -> SettledFiles.in(folder, SUFFIX));
  }

  /**
   * Takes what changed and settled; called every second. While something has not settled it waits
   * for it, at most three seconds.
   *
   * @return whether there is something to report
   * @throws Exception when Camel cannot end a route that gave way
   */
  public boolean look(CamelContext context) throws Exception {
    DefaultCamelContext camel = (DefaultCamelContext) context;
    begin(camel);
    routes.tidy(camel);
    takeAll(camel);
    for (int i = 0; i < PAUSES && waits() && !camel.isStopping(); i++) {
      Thread.sleep(PAUSE);
      takeAll(camel);
    }
    boolean differs = pages || reported != refused.version();
    pages = false;
    reported = refused.version();
    return differs;
  }

  private boolean waits() {
    return files.waits() || settings.waits() || templates.waits();
  }

  private void takeAll(DefaultCamelContext camel) {
    Instant now = clock.instant();
    if (settings.changed(now)) {
      try {
        String later = settings.take(camel, settings(camel));
        refused.taken(1);
        if (later.isEmpty()) {
          refused.clear(SETTINGS);
        } else {
          refused.later(SETTINGS, later);
        }
      } catch (ConfigErrors errors) {
        refused.refuse(SETTINGS, errors.getMessage());
      }
    }
    files.changed(now).forEach(file -> take(camel, file));
    pages |= templates.take(camel, now);
  }

  /** What the files held at the start; later, because nobody needs it before. */
  private void begin(DefaultCamelContext camel) throws IOException {
    if (templates == null) {
      templates = new TemplatesInPlace(refused, settings(camel), folder.resolveSibling(""));
      for (Path file : SettledFiles.in(folder, SUFFIX)) {
        if (files.unchanged(file)) {
          read.put(name(file), Files.readAllBytes(file));
        }
      }
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private void take(DefaultCamelContext camel, Path file) {
    String name = name(file);
    String path = "routes/" + name + SUFFIX;
    try {
      byte[] bytes = Files.exists(file) ? bytes(file) : null;
      if (!Arrays.equals(bytes, read.get(name))) {
        take(camel, name, path, bytes);
        refused.taken(1);
      }
      refused.clear(path);
    } catch (ConfigErrors errors) {
      refused.refuse(path, errors.getMessage());
    } catch (IOException e) {
      refused.refuse(path, path + ": " + Unreadable.sentence(e));
    } catch (Exception e) {
      refused.refuse(path, path + ": cannot be read: " + e);
      LOG.debug("not taken: {}", path, e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(RouteFile.MOST + 1);
    }
  }

  private void take(DefaultCamelContext camel, String name, String path, byte[] bytes)
      throws Exception {
    RouteFile next = bytes == null ? RouteFolder.packaged(name) : RouteFile.read(path, bytes);
    if (ActiveRoutes.needed(settings(camel), name)) {
      int count = bring(camel, name, next);
      String what = bytes != null ? " read again, routes: " : " is gone, routes of its name: ";
      LOG.info("{}{}{}", path, what, count);
    } else {
      LOG.info("{} is not loaded: no setting names it", path);
    }
    if (bytes == null) {
      read.remove(name);
    } else {
      read.put(name, bytes);
    }
    types(camel, name, next != null);
  }

  private int bring(DefaultCamelContext camel, String name, RouteFile next) throws Exception {
    if (next == null) {
      before(name);
      return routes.bring(camel, name, null);
    }
    boolean same = sameBeans(camel, name, next);
    try {
      List<ConfigError> rules = RouteRules.errors(next.path());
      if (!rules.isEmpty()) {
        throw new ConfigErrors(rules);
      }
      List<RouteDefinition> tried = trial(camel).of(next);
      List<ConfigError> conflicts = RouteConflicts.of(name, next, tried, routes.definitions(camel));
      if (!conflicts.isEmpty()) {
        throw new ConfigErrors(conflicts);
      }
      int count = routes.bring(camel, name, same ? next.routes() : next.whole());
      beans.put(name, next.writtenBeans());
      return count;
    } catch (Exception e) {
      LOG.debug("not taken: {}", next.path(), e);
      throw new ConfigErrors(RouteError.of(e, next, text -> property(camel, text)));
    }
  }

  private static String property(DefaultCamelContext camel, String placeholder) {
    try {
      return camel.resolvePropertyPlaceholders(placeholder);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static SettingValues settings(DefaultCamelContext camel) {
    return camel.getRegistry().lookupByNameAndType("settingValues", SettingValues.class);
  }

  private RouteTrial trial(DefaultCamelContext camel) throws IOException {
    Map<String, String> settings = new HashMap<>(settings(camel).forCamel());
    settings.putAll(settings(camel).overrides());
    byte[] styles =
        read.containsKey("errors") ? read.get("errors") : RouteFolder.packaged("errors").bytes();
    return new RouteTrial(
        camel, settings, ResourceHelper.fromBytes("file:routes/errors.camel.yaml", styles));
  }

  /**
   * Whether the beans are those that there are; else it brings them along.
   *
   * @throws ConfigErrors when they have to be made at the start
   */
  private boolean sameBeans(DefaultCamelContext camel, String name, RouteFile next)
      throws IOException {
    if (next.atStart() != null) {
      throw new ConfigErrors(List.of(next.atStart()));
    }
    String before = before(name);
    if (next.writtenBeans().equals(before)) {
      return true;
    }
    Set<String> taken =
        next.beans().stream()
            .filter(bean -> camel.getRegistry().lookupByName(bean) != null)
            .collect(Collectors.toSet());
    if (!before.isEmpty() || !taken.isEmpty()) {
      String what =
          before.isEmpty()
              ? "there is a bean " + String.join(", ", taken) + " already"
              : "its beans changed, which are made at the start; it needs a restart";
      throw new ConfigErrors(List.of(new ConfigError(next.beansLocation(), null, what)));
    }
    return false;
  }

  /** What was written of the beans that were made of a file; empty for none. */
  private String before(String name) throws IOException {
    if (!beans.containsKey(name)) {
      byte[] own = read.get(name);
      RouteFile file =
          own == null ? RouteFolder.packaged(name) : RouteFile.read("routes/" + name + SUFFIX, own);
      beans.put(name, file == null ? "" : file.writtenBeans());
    }
    return beans.get(name);
  }

  /** The x of a check route are the types of services there are. */
  private static void types(DefaultCamelContext camel, String name, boolean there) {
    Set<?> found = camel.getRegistry().lookupByNameAndType("checkTypes", Set.class);
    if (found == null || !name.startsWith("check-")) {
      return;
    }
    @SuppressWarnings("unchecked")
    Set<String> types = (Set<String>) found;
    String type = name.substring("check-".length());
    boolean changed = there ? types.add(type) : types.remove(type);
    ServiceFile file = camel.getRegistry().lookupByNameAndType("serviceFile", ServiceFile.class);
    if (changed && file != null) {
      file.typesChanged();
    }
  }
}
