package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.NearFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is legal and yet most likely not meant: settings and files that are not used. Logged at
 * every start and by {@code validate}, whose exit status it does not change.
 */
public final class Warnings {
  private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
  private static final Set<String> FOLDERS = Set.of("routes", "templates", "profiles");
  private static final Pattern VARIABLE = Pattern.compile("\\s*(?:export\\s+)?(\\w+)=.*");

  private final List<String> warnings = new ArrayList<>();

  private Warnings() {}

  /** A sentence for each, in the current folder. */
  public static List<String> of(SettingValues values) {
    Warnings all = new Warnings();
    // what is not for a part may be for the rest
    if (!values.part()) {
      all.store(values);
      all.channels(values);
    }
    all.unused(values);
    all.files(values);
    all.lists(Path.of(values.get("uproute.services.file")));
    all.warnings.addAll(LibFolder.warnings());
    return List.copyOf(all.warnings);
  }

  /** A database that somebody named and nothing uses. */
  private void store(SettingValues values) {
    String kind = values.get("uproute.store");
    if (!kind.equals("postgresql") && !values.get("uproute.store.url").isEmpty()) {
      boolean own = values.own().containsKey("uproute.store.url");
      warnings.add(
          (own ? "uproute.store.url" : "DATABASE_URL in the environment")
              + ": has no effect, because uproute.store is "
              + kind);
    }
  }

  /** Settings of channels that are not switched on. */
  private void channels(SettingValues values) {
    List<String> channels = values.list(AlertSetting.CHANNELS);
    for (String key : values.own().keySet()) {
      String channel = AlertSetting.channel(key);
      if (channel != null && !channels.contains(channel)) {
        add(values.error(key, withoutEffect(channel)));
      }
    }
    for (String name : values.environment().keySet()) {
      String channel = AlertSetting.channelOfVariable(name, values.kinds());
      boolean on = channels.stream().anyMatch(c -> name.startsWith(prefix(c)));
      if (channel != null && !on) {
        warnings.add(name + " in the environment: " + withoutEffect(channel));
      }
    }
  }

  private static String prefix(String channel) {
    return SettingValues.variable("uproute.alert." + channel + ".");
  }

  private static String withoutEffect(String channel) {
    return "has no effect, because " + AlertSetting.CHANNELS + " does not name " + channel;
  }

  /** Settings of one's own that no file refers to. */
  private void unused(SettingValues values) {
    for (String key : values.own().keySet()) {
      boolean own = !key.startsWith("uproute.") && !key.startsWith("camel.");
      if (own && !RouteFolder.mentions("{{" + key)) {
        String first = key.replaceFirst("[._].*", "").toLowerCase(Locale.ROOT);
        String hint =
            values.kinds().of(first).isEmpty()
                ? ""
                : "; settings of a channel begin with uproute.alert." + first + ".";
        add(values.error(key, "has no effect: nothing refers to {{" + key + "}}" + hint));
      }
    }
  }

  /** Files whose names are near those that are read. */
  private void files(SettingValues values) {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      files.map(Path::toString).sorted().forEach(this::near);
    } catch (IOException e) {
      throw new UncheckedIOException("the current folder cannot be listed", e);
    }
    variables(values.environment());
    each("routes", this::route);
    each("profiles", this::profile);
  }

  private void near(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    boolean settings =
        plain.matches(
            "(application|uproute|config)[\\w.-]*\\.(properties|ya?ml|toml|json)(\\.txt)?");
    if (settings && !name.equals(PropertiesFile.NAME)) {
      warnings.add(name + ": is not read; settings stand in " + PropertiesFile.NAME);
    } else if (FOLDERS.contains(plain + "s") && Files.isDirectory(Path.of(name))) {
      warnings.add(name + "/: is not read; call it " + plain + "s/");
    }
  }

  /** Variables in a file that nobody put into the environment. */
  private void variables(Map<String, String> environment) {
    Path file = Path.of(".env");
    try {
      if (Files.isRegularFile(file)
          && Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
              .map(VARIABLE::matcher)
              .anyMatch(line -> line.matches() && !environment.containsKey(line.group(1)))) {
        warnings.add(
            ".env: is not read; docker compose and systemd put it into the environment, a shell does"
                + " so by: set -a; . ./.env");
      }
    } catch (IOException e) {
      LOG.debug(".env is not looked into", e);
    }
  }

  /** A list of services beside the one that is read. */
  private void lists(Path file) {
    String near = NearFile.of(file);
    if (near != null && Files.exists(file)) {
      warnings.add(near + ": is not read beside " + file);
    }
  }

  private static void each(String folder, Consumer<Path> look) {
    if (Files.isDirectory(Path.of(folder))) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.sorted().forEach(look);
      } catch (IOException e) {
        throw new UncheckedIOException(folder + "/ cannot be listed", e);
      }
    }
  }

  private void profile(Path file) {
    if (!file.toString().endsWith(".yaml")) {
      String right = file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".yaml";
      warnings.add(file + ": is not read; profiles are files such as " + right);
    }
  }

  private void route(Path file) {
    String name = file.getFileName().toString();
    if (Files.isDirectory(file)) {
      warnings.add("routes/" + name + "/: is not read; route files stand in routes/ itself");
    } else if (name.matches(".*\\.ya?ml") && !name.endsWith(".camel.yaml")) {
      String right = name.replaceFirst("(\\.camel)?\\.ya?ml$", ".camel.yaml");
      warnings.add("routes/" + name + ": is not read; call it " + right);
    }
  }

  private void add(ConfigError error) {
    warnings.add(error.toString());
  }
}
