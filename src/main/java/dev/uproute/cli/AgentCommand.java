package dev.uproute.cli;

import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.StartupError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "agent",
    description = "Checks for another Uproute, its centre, from here, until it is stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:stopped", "2:configuration error"})
final class AgentCommand implements Callable<Integer> {
  @Option(
      names = "--location",
      required = true,
      paramLabel = "NAME",
      description = "The name of this location, one of uproute.locations of the centre.")
  private String location;

  @Option(
      names = "--centre",
      paramLabel = "URL",
      description = "Where the centre is; else uproute.agent.centre says so.")
  private String centre;

  @Override
  public Integer call() {
    SettingValues values = Assembly.values(Map.of());
    try {
      needed(centre == null ? values.get("uproute.agent.centre") : centre, "uproute.agent.centre");
      needed(values.get("uproute.agent.token"), "uproute.agent.token");
      Path plan = Path.of(values.get("uproute.store.path")).resolveSibling("plan.yaml");
      Files.createDirectories(plan.toAbsolutePath().getParent());
      if (!Files.exists(plan)) {
        Files.writeString(plan, "allow_empty: true\nservices: []\n");
      }
      return new RunCommand(settings(plan)).call();
    } catch (IllegalArgumentException | IOException e) {
      return StartupError.exit(e);
    }
  }

  private static void needed(String value, String key) {
    if (value.isEmpty() || value.equals("none")) {
      throw new IllegalArgumentException(
          key + " is missing: an agent checks for a centre, see docs/locations.md");
    }
  }

  /** Only checks: no pages, no notifications, no other locations. */
  private Map<String, String> settings(Path plan) {
    Map<String, String> settings = new HashMap<>();
    settings.put("uproute.schedules", "true");
    settings.put("uproute.location", location);
    settings.put("uproute.locations", "");
    settings.put("uproute.queue.broker", "");
    settings.put("uproute.services.from", "file");
    settings.put("uproute.services.file", plan.toString());
    settings.put("uproute.queue.batch", "direct:agent-result");
    settings.put("uproute.summary.to", "");
    settings.put("uproute.alert.channels", "");
    settings.put("uproute.http.port", "0");
    if (centre != null) {
      settings.put("uproute.agent.centre", centre);
    }
    return settings;
  }
}
