package dev.uproute.cli;

import dev.uproute.setting.StartupError;
import dev.uproute.text.Words;
import java.util.concurrent.Callable;
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
    Validation found = Validation.run();
    int warnings = found.warnings().size();
    if (found.complaints().isEmpty()) {
      System.out.printf(
          "%s and %s: %s%n",
          Words.count(found.services().size(), "service"),
          Words.count(found.routes(), "route"),
          warnings == 0 ? "all is well" : Words.count(warnings, "warning"));
    }
    found.warnings().forEach(text -> System.err.println("warning: " + text));
    found.complaints().forEach(System.err::println);
    return found.complaints().isEmpty() ? 0 : StartupError.CONFIGURATION;
  }
}
