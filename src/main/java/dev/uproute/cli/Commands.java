package dev.uproute.cli;

import dev.uproute.setting.StartupError;
import dev.uproute.text.Suggestion;
import dev.uproute.text.Version;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line; without a command it runs the monitor. */
@Command(
    name = "uproute",
    description = "Watches services and notifies people. Without a command: run.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.VersionProvider.class,
    subcommands = {
      RunCommand.class,
      AgentCommand.class,
      WorkerCommand.class,
      CheckCommand.class,
      ValidateCommand.class,
      AlertCommand.class,
      ForgetCommand.class,
      NotionCommand.class,
      ReportCommand.class,
      RoutesCommand.class,
      SchemaCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      DoctorCommand.class,
      AddCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "It uses application.properties, services.yaml, routes/, templates/,",
      "profiles/ and lib/ of the current folder where they exist, what it brings",
      "along elsewhere, and keeps its history in data/ and its pages in public/."
    })
public final class Commands implements Callable<Integer> {
  @Override
  public Integer call() {
    return new RunCommand().call();
  }

  /** The command line, which says in one line what it does not understand. */
  public static CommandLine line() {
    CommandLine line = new CommandLine(new Commands());
    line.setParameterExceptionHandler(Commands::refuse);
    return line;
  }

  private static int refuse(ParameterException invalid, String[] args) {
    CommandLine at = invalid.getCommandLine();
    String message = invalid.getMessage().replaceFirst("^Error: ", "");
    if (invalid instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      Set<String> known = new TreeSet<>(at.getSubcommands().keySet());
      message =
          "%s has no %s %s%s"
              .formatted(
                  at.getCommandSpec().qualifiedName(),
                  word.startsWith("-") ? "option" : known.isEmpty() ? "argument" : "command",
                  word,
                  Suggestion.of(word, known));
      if (!known.isEmpty() && !word.startsWith("-")) {
        message += "; commands are " + String.join(", ", known);
      }
    }
    if (!at.getSubcommands().isEmpty() && message.startsWith("Missing required subcommand")) {
      message =
          at.getCommandSpec().qualifiedName()
              + " needs a command: "
              + String.join(", ", new TreeSet<>(at.getSubcommands().keySet()));
    }
    System.err.println("uproute: " + message + "; see uproute --help");
    return StartupError.CONFIGURATION;
  }

  static final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"uproute " + Version.current()};
    }
  }
}
