package dev.uproute;

import dev.uproute.service.Services;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

@Command(
    name = "run",
    description = "Checks every service when it is due, until it is stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:stopped", "2:configuration error"})
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Uproute.class);

  @Override
  public Integer call() {
    Main main = Uproute.assemble(Map.of());
    try {
      Uproute.init(main);
      LOG.info(
          "Uproute {} watches {} services",
          Uproute.version(),
          main.lookup("services", Services.class).current().size());
      main.run();
      return main.getExitCode();
    } catch (Exception e) {
      return Complaint.exit(e);
    }
  }
}
