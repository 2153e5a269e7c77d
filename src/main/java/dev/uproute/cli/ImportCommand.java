package dev.uproute.cli;

import dev.uproute.importer.Import;
import dev.uproute.importer.ImportRun;
import dev.uproute.importer.Imports;
import dev.uproute.importer.Input;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Connections;
import dev.uproute.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Adds the services of another monitor to services.yaml. It prints what would be",
      "added and what cannot be carried over, and writes it with --apply. What is there",
      "already is never changed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:everything is carried over",
      "1:something is not, which is printed",
      "2:a file cannot be read, or configuration error"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Files of the other monitor, a folder of its configuration, or the address",
        "postgresql://user:password@host:port/database of its database."
      })
  private List<String> files;

  @Option(
      names = "--from",
      paramLabel = "MONITOR",
      completionCandidates = Monitors.class,
      description = "One of ${COMPLETION-CANDIDATES}; else the files say it.")
  private String from;

  @Option(
      names = "--into",
      paramLabel = "LIST",
      description = "The services.yaml to add to; else that of uproute.services.file.")
  private Path into;

  @Option(names = "--apply", description = "Writes; without it nothing is written.")
  private boolean apply;

  @Override
  public Integer call() {
    try {
      Main main = Assembly.assemble(Map.of());
      SettingValues values = Assembly.settings(main);
      Set<String> unset = new TreeSet<>();
      Input input = Input.named(files);
      Import monitor = new Imports().of(from, input);
      Path list = into == null ? Path.of(values.get("uproute.services.file")) : into;
      ImportRun run =
          ImportRun.of(
              monitor,
              input,
              list,
              Sources.importing(values, RouteFolder.routes().keySet(), unset));
      run.print(System.out);
      System.out.println();
      if (apply) {
        run.apply().forEach(System.out::println);
        history(main, run);
      } else {
        System.out.println("Nothing was written; --apply does it.");
      }
      if (!unset.isEmpty()) {
        System.err.println("uproute: not set yet: " + String.join(", ", unset));
      }
      return run.complete() ? 0 : 1;
    } catch (Exception e) {
      return StartupError.exit(e);
    }
  }

  /** The database is opened, and made, only when there is something to write. */
  private static void history(Main main, ImportRun run) throws IOException {
    if (run.histories().isEmpty()) {
      return;
    }
    @SuppressWarnings("unchecked")
    Map<String, String> settings = main.lookup("settings", Map.class);
    try (Store store = new Store(settings)) {
      store.open();
      run.write(new Connections(store, true), System.out::println);
    }
  }

  /** What may follow {@code --from}. */
  static final class Monitors implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new Imports().names().iterator();
    }
  }
}
