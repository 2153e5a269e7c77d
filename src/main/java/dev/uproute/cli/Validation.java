package dev.uproute.cli;

import dev.uproute.service.Service;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.ChannelEndpoints;
import dev.uproute.setting.RouteDefinitions;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.RouteRules;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Settings;
import dev.uproute.setting.Sources;
import dev.uproute.setting.StartupError;
import dev.uproute.setting.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services, settings and routes, read without starting or writing anything.
 *
 * @param settings also where they are wrong
 * @param services empty when something is wrong
 * @param routes how many there are
 * @param complaints what is wrong: nothing runs with that
 * @param warnings what is most likely not meant
 */
record Validation(
    SettingValues settings,
    List<Service> services,
    int routes,
    List<String> complaints,
    List<String> warnings) {
  private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

  static Validation run() {
    Main main =
        Assembly.assemble(
            Map.of(
                "camel.main.autoStartup", "false",
                "camel.component.quartz.autoStartScheduler", "false"));
    try {
      return of(main);
    } finally {
      main.stop();
    }
  }

  private static Validation of(Main main) {
    SettingValues settings = Assembly.settings(main);
    List<String> complaints = new ArrayList<>();
    boolean judged = attempt(complaints, () -> Settings.judge(settings));
    boolean ruled = attempt(complaints, RouteRules::judge);
    if (judged && ruled ? init(main, settings, complaints) : init(main)) {
      attempt(complaints, () -> ChannelEndpoints.judge(main));
      attempt(complaints, () -> Sources.open(main, RouteFolder.routes().keySet()));
      boolean apart =
          ruled
              && attempt(
                  complaints, () -> RouteDefinitions.judge(main.getCamelContext(), settings));
      // Camel names the first of these errors again, without its place
      if (apart) {
        attempt(complaints, main::start);
      }
    }
    List<String> warnings = new ArrayList<>(Warnings.of(settings));
    if (!complaints.isEmpty()) {
      return new Validation(settings, List.of(), 0, complaints, warnings);
    }
    ListValidation listed = ListValidation.of(main);
    warnings.addAll(listed.warnings());
    int routes = main.getCamelContext().getRoutes().size();
    return new Validation(settings, listed.services(), routes, listed.invalid(), warnings);
  }

  /** With wrong settings or routes what else is wrong is found as far as that goes. */
  private static boolean init(Main main) {
    try {
      main.init();
      return true;
    } catch (Exception e) {
      LOG.debug("not initialized, because settings or routes are wrong", e);
      return false;
    }
  }

  private static boolean init(Main main, SettingValues settings, List<String> complaints) {
    try {
      main.init();
      return true;
    } catch (Exception e) {
      complaints.add(
          StartupError.text(RouteDefinitions.placed(main.getCamelContext(), settings, e)));
      return false;
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static boolean attempt(List<String> complaints, Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      complaints.add(StartupError.text(e));
      return false;
    }
  }
}
