package dev.uproute.reload;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.report.RefusedChanges;
import dev.uproute.setting.ActiveRoutes;
import dev.uproute.setting.RouteConflicts;
import dev.uproute.setting.RouteError;
import dev.uproute.setting.RouteFile;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.RouteRules;
import dev.uproute.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route files that are edited while the program runs. One that is wrong is refused, and what ran
 * before goes on. It knows what was read of each of the user's files. For one thread.
 */
final class RouteFilesInPlace {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final String SUFFIX = ".camel.yaml";

  private final RefusedChanges refused;
  private final Path folder;
  private final SettledFiles files;
  private final RoutesInPlace routes = new RoutesInPlace();
  private final BeansInPlace beans = new BeansInPlace();
  private final Map<String, byte[]> read = new TreeMap<>();

  /** From now on. */
  RouteFilesInPlace(RefusedChanges refused, Path folder) {
    this.refused = refused;
    this.folder = folder;
    this.files = new SettledFiles(() -> SettledFiles.in(folder, SUFFIX));
  }

  /** What the files held at the start; later, because nobody needs it before. */
  void begin() throws IOException {
    for (Path file : SettledFiles.in(folder, SUFFIX)) {
      if (files.unchanged(file)) {
        read.put(name(file), Files.readAllBytes(file));
      }
    }
  }

  /** Ends what gave way and is empty; called every second. */
  void tidy(DefaultCamelContext camel) throws Exception {
    routes.tidy(camel);
  }

  boolean waits() {
    return files.waits();
  }

  /** Takes what changed and settled. */
  void take(DefaultCamelContext camel, Instant now) {
    files.changed(now).forEach(file -> take(camel, file));
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static String path(String name) {
    return "routes/" + name + SUFFIX;
  }

  private void take(DefaultCamelContext camel, Path file) {
    String name = name(file);
    String path = path(name);
    try {
      byte[] bytes = Files.exists(file) ? bytes(file) : null;
      if (!Arrays.equals(bytes, read.get(name))) {
        take(camel, name, bytes);
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

  private void take(DefaultCamelContext camel, String name, byte[] bytes) throws Exception {
    RouteFile next = file(name, bytes);
    if (ActiveRoutes.needed(RouteTrial.settings(camel), name)) {
      beans.remember(name, file(name, read.get(name)));
      int count = next == null ? routes.bring(camel, name, null) : bring(camel, name, next);
      String what = bytes != null ? " read again, routes: " : " is gone, routes of its name: ";
      LOG.info("{}{}{}", path(name), what, count);
    } else {
      LOG.info("{} is not loaded: no setting names it", path(name));
    }
    if (bytes == null) {
      read.remove(name);
    } else {
      read.put(name, bytes);
    }
    CheckTypes.update(camel, name, next != null);
  }

  /** The user's, or the packaged one in its place; null when there is neither. */
  private static RouteFile file(String name, byte[] own) throws IOException {
    return own == null ? RouteFolder.packaged(name) : RouteFile.read(path(name), own);
  }

  private int bring(DefaultCamelContext camel, String name, RouteFile next) throws Exception {
    boolean same = beans.same(camel.getRegistry(), name, next);
    try {
      refuse(RouteRules.errors(next.path()));
      List<RouteDefinition> tried =
          RouteTrial.beside(camel, file("errors", read.get("errors"))).of(next);
      refuse(RouteConflicts.of(name, next, tried, routes.definitions(camel)));
      int count = routes.bring(camel, name, same ? next.routes() : next.whole());
      beans.made(name, next);
      return count;
    } catch (Exception e) {
      LOG.debug("not taken: {}", next.path(), e);
      throw new ConfigErrors(RouteError.of(e, next, text -> property(camel, text)));
    }
  }

  private static void refuse(List<ConfigError> errors) {
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
  }

  private static String property(DefaultCamelContext camel, String placeholder) {
    try {
      return camel.resolvePropertyPlaceholders(placeholder);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
