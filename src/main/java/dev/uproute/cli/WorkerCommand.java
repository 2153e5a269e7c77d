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

@Command(
    name = "worker",
    description = "Makes the checks that wait at the broker, until it is stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:stopped", "2:configuration error"})
final class WorkerCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    SettingValues values = Assembly.values(Map.of());
    try {
      if (values.get("uproute.queue.broker").isEmpty()) {
        throw new IllegalArgumentException(
            "uproute.queue.broker is missing: a worker makes checks that wait at a broker, see"
                + " docs/cluster.md");
      }
      return new RunCommand(settings(values)).call();
    } catch (IllegalArgumentException | IOException e) {
      return StartupError.exit(e);
    }
  }

  /**
   * No list and no history of its own, no pages and no notifications: what it finds goes to the
   * broker.
   */
  static Map<String, String> settings(SettingValues values) throws IOException {
    Path none = Path.of(values.get("uproute.store.path")).resolveSibling("worker.yaml");
    Files.createDirectories(none.toAbsolutePath().getParent());
    if (!Files.exists(none)) {
      Files.writeString(none, "allow_empty: true\nservices: []\n");
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("uproute.schedules", "false");
    settings.put("uproute.store", "memory");
    settings.put("uproute.locations", "");
    settings.put("uproute.agent.centre", "none");
    settings.put("uproute.services.from", "file");
    settings.put("uproute.services.file", none.toString());
    settings.put("uproute.summary.to", "");
    settings.put("uproute.alert.channels", "");
    settings.put("uproute.http.port", "0");
    return settings;
  }
}
