package dev.uproute.parse;

import dev.uproute.Secret;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.service.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Short ways to the parser for tests. */
public final class ServiceLists {
  static final Set<String> TYPES =
      Set.of(
          "http",
          "udp",
          "tcp",
          "ping",
          "tls",
          "dns",
          "camel",
          "exec",
          "host",
          "heartbeat",
          "store");

  /** The environment that fixtures may name. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TRICK", "{{sys:x}}", "SECRET", Secret.WORD + "!", "HOST", "example.org", "TRIES", "4");

  private ServiceLists() {}

  public static ServiceParser parser(Source source, Path profiles) {
    Placeholders placeholders =
        source.operator()
            ? new Placeholders(
                ENVIRONMENT::get,
                name -> name.equals("web.port") ? Optional.of("8443") : Optional.empty())
            : Placeholders.refused();
    return new ServiceParser(source, TYPES, new Profiles(profiles), placeholders)
        .among(List.of("discord", "mail"), List.of("home", "fra1", "nyc2"), true);
  }

  public static List<Service> parse(Source source, String yaml) {
    return listing(parser(source, Path.of("no-such-folder")), yaml).services();
  }

  public static ServiceParser.Parsed listing(ServiceParser parser, String yaml) {
    return parser.listing("services.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  public static List<Service> parse(String yaml) {
    return parse(Source.FILE, yaml);
  }

  /** One service with the keys given, one a line. */
  public static Service service(String... lines) {
    return parse("services:\n  - " + String.join("\n    ", lines) + "\n").getFirst();
  }

  static Target target(String url, String... lines) {
    String more = lines.length == 0 ? "" : "\n    " + String.join("\n    ", lines);
    return service("id: a", "url: \"" + url + "\"" + more).target();
  }

  /** Services that differ in nothing but their ids. */
  public static List<Service> listed(Source source, String... ids) {
    StringBuilder yaml = new StringBuilder("allow_empty: true\nservices:\n");
    for (String id : ids) {
      yaml.append("  - { id: ").append(id).append(", url: \"https://example.org\" }\n");
    }
    return parse(source, yaml.toString());
  }
}
