package dev.uproute.cli;

import dev.uproute.record.HistoryEraser;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.Settings;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Connections;
import dev.uproute.text.Suggestion;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "forget",
    description = "Deletes the history of a service, also while the monitor runs.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it is deleted", "2:the history knows no such service"})
final class ForgetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Its id; its name where it never had one.")
  private String id;

  @Override
  public Integer call() {
    Main main = Assembly.assemble(Map.of("uproute.monitor", "false", "uproute.log.level", "WARN"));
    try {
      Settings.judge(Assembly.settings(main));
      main.init();
      HistoryEraser eraser = new HistoryEraser(main.lookup("writer", Connections.class));
      if (!eraser.erase(id)) {
        throw new IllegalArgumentException(
            "forget: the history knows no service %s%s"
                .formatted(id, Suggestion.of(id, eraser.ids())));
      }
      System.out.println("The history of " + id + " is deleted");
      return 0;
    } catch (Exception e) {
      return StartupError.exit(e);
    } finally {
      main.stop();
    }
  }
}
