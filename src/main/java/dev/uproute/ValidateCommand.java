package dev.uproute;

import dev.uproute.report.Words;
import dev.uproute.service.Services;
import java.util.ArrayList;
import java.util.List;
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
  private final List<String> complaints = new ArrayList<>();

  @Override
  public Integer call() {
    Main main =
        Uproute.assemble(
            Map.of(
                "camel.main.autoStartup", "false",
                "camel.component.quartz.autoStartScheduler", "false"));
    attempt(Settings::known);
    if (attempt(main::init)) {
      attempt(() -> AlertEndpoints.judge(main));
      attempt(() -> Sources.open(main, Folder.routes().keySet()));
      attempt(main::start);
    }
    if (complaints.isEmpty()) {
      int services = main.lookup("services", Services.class).current().size();
      int routes = main.getCamelContext().getRoutes().size();
      System.out.printf(
          "%s and %s: all is well%n",
          Words.count(services, "service"), Words.count(routes, "route"));
    }
    main.stop();
    complaints.forEach(System.err::println);
    return complaints.isEmpty() ? 0 : Complaint.CONFIGURATION;
  }

  private interface Step {
    void run() throws Exception;
  }

  private boolean attempt(Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      complaints.add(Complaint.text(e));
      return false;
    }
  }
}
