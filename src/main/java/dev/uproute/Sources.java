package dev.uproute;

import dev.uproute.service.Placeholders;
import dev.uproute.service.Profiles;
import dev.uproute.service.Schedule;
import dev.uproute.service.ServiceFile;
import dev.uproute.service.ServiceParser;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Where services come from: makes what YAML cannot make, because it needs Camel's own properties
 * and the types that there are routes for.
 */
final class Sources {
  private Sources() {}

  /**
   * Binds {@code serviceFile}, reads the list for the first time and lets the schedule follow it.
   *
   * @throws dev.uproute.service.Mistakes when services.yaml is wrong
   */
  static void open(Main main, Set<String> routes) {
    PropertiesComponent properties = main.getCamelContext().getPropertiesComponent();
    Services services = main.lookup("services", Services.class);
    services.onChange(main.lookup("schedule", Schedule.class)::accept);
    Path profiles = Path.of("profiles");
    ServiceParser parser =
        new ServiceParser(
            Source.FILE,
            types(routes),
            new Profiles(profiles),
            new Placeholders(System::getenv, properties::resolveProperty));
    Path path = Path.of(properties.resolveProperty("uproute.services.file").orElseThrow());
    ServiceFile file =
        new ServiceFile(
            path, profiles, () -> parser, services, InstantSource.system(), example(path));
    main.getCamelContext().getRegistry().bind("serviceFile", file);
    file.load();
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
