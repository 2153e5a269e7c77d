package dev.uproute;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line; without a command it runs the monitor. */
@Command(
    name = "uproute",
    description = "Watches services and tells people. Without a command: run.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ValidateCommand.class,
      NotionCommand.class
    },
    footer = {
      "",
      "It uses application.properties, services.yaml, routes/, templates/ and",
      "profiles/ of the current folder where they exist, what it brings along",
      "elsewhere, and keeps its history in data/ and its pages in public/."
    })
final class Commands implements Callable<Integer> {
  @Override
  public Integer call() {
    return new RunCommand().call();
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"uproute " + Uproute.version()};
    }
  }
}
