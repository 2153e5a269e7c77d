package dev.uproute.cli;

import dev.uproute.setting.Assembly;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.Settings;
import dev.uproute.setting.StartupError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "routes",
    description = "Prints which route sends to which, without starting any.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:printed", "2:configuration error"})
final class RoutesCommand implements Callable<Integer> {
  @Option(
      names = "--mermaid",
      description = "As a graph in Mermaid's language, with a node for each route file.")
  private boolean mermaid;

  @Option(names = "--all", description = "Every route file there is, whatever the settings say.")
  private boolean all;

  @Override
  public Integer call() {
    Main main = assemble(all);
    try {
      if (!all) {
        Settings.judge(Assembly.settings(main));
      }
      main.init();
      List<RouteMap.Entry> routes = RouteMap.of(main.getCamelContext());
      System.out.print(mermaid ? Mermaid.graph(routes) : text(routes));
      return 0;
    } catch (Exception e) {
      return StartupError.exit(e);
    } finally {
      main.stop();
    }
  }

  /**
   * @param all whether with every route file there is, as if settings named each source, sink and
   *     channel
   */
  static Main assemble(boolean all) {
    Map<String, String> settings = new HashMap<>(Map.of("uproute.log.level", "WARN"));
    if (all) {
      settings.put("uproute.services.from", named("services-"));
      settings.put("uproute.summary.to", named("summary-"));
      settings.put("uproute.alert.channels", named("alert-"));
    }
    Main main = Assembly.assemble(settings);
    if (all) {
      main.configure().setRoutesIncludePattern(String.join(",", RouteFolder.routes().values()));
    }
    return main;
  }

  /** The x of every route file that is called {@code <kind>x}. */
  private static String named(String kind) {
    return RouteFolder.routes().keySet().stream()
        .filter(name -> name.startsWith(kind))
        .map(name -> name.substring(kind.length()))
        .collect(Collectors.joining(","));
  }

  private static String text(List<RouteMap.Entry> routes) {
    StringBuilder text = new StringBuilder();
    for (RouteMap.Entry route : routes) {
      String description = route.description() == null ? "" : ": " + route.description();
      text.append("%s%s%n".formatted(route.id(), description));
      String to = route.to().isEmpty() ? "" : " → " + String.join(", ", route.to());
      text.append("    %s%s%n".formatted(route.from(), to));
    }
    return text.toString();
  }
}
