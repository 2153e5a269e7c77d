package dev.uproute.cli;

import dev.uproute.setting.Assembly;
import dev.uproute.setting.ChannelEndpoints;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.Settings;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.setting.Warnings;
import dev.uproute.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

@Command(
    name = "validate",
    description = "Checks services, properties and routes without starting or writing anything.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all is well", "2:configuration error"})
final class ValidateCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ValidateCommand.class);

  private final List<String> complaints = new ArrayList<>();

  @Override
  public Integer call() {
    Main main =
        Assembly.assemble(
            Map.of(
                "camel.main.autoStartup", "false",
                "camel.component.quartz.autoStartScheduler", "false"));
    boolean judged = attempt(() -> Settings.judge(Assembly.settings(main)));
    if (judged ? attempt(main::init) : init(main)) {
      attempt(() -> ChannelEndpoints.judge(main));
      attempt(() -> Sources.open(main, RouteFolder.routes().keySet()));
      attempt(main::start);
    }
    List<String> warnings = new ArrayList<>(Warnings.of(Assembly.settings(main)));
    if (complaints.isEmpty()) {
      ListValidation listed = ListValidation.of(main);
      complaints.addAll(listed.invalid());
      warnings.addAll(listed.warnings());
      if (complaints.isEmpty()) {
        int routes = main.getCamelContext().getRoutes().size();
        System.out.printf(
            "%s and %s: %s%n",
            Words.count(listed.services().size(), "service"),
            Words.count(routes, "route"),
            warnings.isEmpty() ? "all is well" : Words.count(warnings.size(), "warning"));
      }
    }
    main.stop();
    warnings.forEach(text -> System.err.println("warning: " + text));
    complaints.forEach(System.err::println);
    return complaints.isEmpty() ? 0 : StartupError.CONFIGURATION;
  }

  /** With wrong settings what else is wrong is found as far as that goes. */
  private static boolean init(Main main) {
    try {
      main.init();
      return true;
    } catch (Exception e) {
      LOG.debug("not initialized, because settings are wrong", e);
      return false;
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private boolean attempt(Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      complaints.add(StartupError.text(e));
      return false;
    }
  }
}
