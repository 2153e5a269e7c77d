package dev.uproute;

import dev.uproute.service.Services;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;

@Command(
    name = "validate",
    description = "Checks services, properties and routes without starting or writing anything.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all is well", "2:configuration error"})
final class ValidateCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Main main =
        Uproute.assemble(
            Map.of(
                "uproute.store",
                "memory",
                "uproute.log.level",
                "ERROR",
                "camel.main.autoStartup",
                "false"));
    try {
      Uproute.init(main);
      main.start();
      System.out.printf(
          "%d services and %d routes: all is well%n",
          main.lookup("services", Services.class).current().size(),
          main.getCamelContext().getRoutes().size());
      return 0;
    } catch (Exception e) {
      return Complaint.exit(e);
    } finally {
      main.stop();
    }
  }
}
