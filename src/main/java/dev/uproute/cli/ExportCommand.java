package dev.uproute.cli;

import dev.uproute.parse.ExportedList;
import dev.uproute.parse.ServiceFile;
import dev.uproute.setting.ApiSource;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.Settings;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Store;
import dev.uproute.text.OwnerFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Writes the services of all sources as services.yaml: each with what differs from its",
      "profile. Comments, anchors and defaults of the list it came from are not kept."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:written", "2:configuration error, or the file is there already"})
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A new file, for its owner only; else it is printed.")
  private Path file;

  @Option(
      names = "--with-secrets",
      description = "Fills in {{env:…}}, {{file:…}} and {{property}}, which else stay as they are.")
  private boolean secrets;

  @Override
  public Integer call() {
    Main main =
        Assembly.assemble(
            Map.of(
                "camel.main.autoStartup", "false",
                "camel.component.quartz.autoStartScheduler", "false",
                "uproute.log.level", "ERROR"));
    try {
      Settings.judge(Assembly.settings(main));
      main.init();
      Sources.open(main, RouteFolder.routes().keySet());
      main.start();
      if (Assembly.settings(main).list("uproute.services.from").contains("api")) {
        main.lookup("store", Store.class).open();
        ApiSource.recall(main);
      }
      ListValidation listed = ListValidation.of(main);
      if (!listed.invalid().isEmpty()) {
        throw new IllegalStateException(String.join("; ", listed.invalid()));
      }
      ServiceFile services = main.lookup("serviceFile", ServiceFile.class);
      write(ExportedList.of(services, listed.services(), Sources.profiles(), secrets));
      return 0;
    } catch (FileAlreadyExistsException e) {
      System.err.println("uproute: " + file + " is there already, and nothing is written over it");
      return StartupError.CONFIGURATION;
    } catch (Exception e) {
      return StartupError.exit(e);
    } finally {
      main.stop();
    }
  }

  private void write(ExportedList list) throws Exception {
    if (file == null) {
      System.out.print(list.text());
    } else {
      OwnerFile.create(file, list.text().getBytes(StandardCharsets.UTF_8));
      System.err.println("uproute: " + file + ": " + list.size() + " written");
    }
    list.notes().forEach(note -> System.err.println("uproute: " + note));
  }
}
