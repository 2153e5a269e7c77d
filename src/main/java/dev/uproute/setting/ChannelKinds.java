package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.Yaml;
import dev.uproute.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each kind of channel may be set to: the file {@code <kind>/settings.yaml} beside its
 * templates, the user's before the packaged one. A file is read when its kind is first asked for.
 */
final class ChannelKinds {
  private static final String FILE = "settings.yaml";
  private static final String PACKAGED = "templates/alert";

  private final Path folder;
  private final Map<String, Map<String, ChannelSetting>> kinds = new TreeMap<>();
  private final List<ConfigError> errors = new ArrayList<>();

  /**
   * @param folder of the user's templates; need not exist
   */
  ChannelKinds(Path folder) {
    this.folder = folder;
  }

  /** The settings of a kind by the last part of their keys; none where no file declares any. */
  synchronized Map<String, ChannelSetting> of(String kind) {
    return kinds.computeIfAbsent(kind, this::read);
  }

  /** The keys of all kinds there is a route of. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    RouteFolder.routes().keySet().stream()
        .filter(route -> route.startsWith("alert-"))
        .forEach(route -> keys.addAll(of(route.substring("alert-".length())).keySet()));
    return keys;
  }

  /** What is wrong with the files that were read. */
  synchronized List<ConfigError> errors() {
    return List.copyOf(errors);
  }

  private Map<String, ChannelSetting> read(String kind) {
    Path own = folder.resolve(kind).resolve(FILE);
    String packaged = PACKAGED + "/" + kind + "/" + FILE;
    try (InputStream file = ChannelKinds.class.getResourceAsStream("/" + packaged)) {
      if (Files.exists(own)) {
        return declared(Yaml.read(own.toString(), Files.readAllBytes(own)));
      }
      return file == null ? Map.of() : declared(Yaml.read(packaged, file.readAllBytes()));
    } catch (ConfigErrors e) {
      errors.addAll(e.all());
    } catch (IOException e) {
      Location location = new Location(own.toString(), 0, 0);
      errors.add(new ConfigError(location, null, Unreadable.sentence(e)));
    }
    return Map.of();
  }

  private Map<String, ChannelSetting> declared(Node node) {
    Map<String, ChannelSetting> settings = new TreeMap<>();
    if (node instanceof Node.Fields group) {
      group.fields().forEach(f -> settings.put(f.name(), ChannelSetting.read(f, errors)));
    } else {
      String what = "the settings of a channel are a group of keys, not " + node.kind();
      errors.add(new ConfigError(node.location(), null, what));
    }
    return settings;
  }
}
