package dev.uproute;

import dev.uproute.cli.Commands;
import dev.uproute.cli.RunCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts the program: everything it does is in {@code routes/}. */
public final class Uproute {
  private Uproute() {}

  public static void main(String[] args) {
    // what is printed is UTF-8, whatever the locale of the shell or container
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    // the usual start needs no command line, whose classes would have to be loaded first
    System.exit(args.length == 0 ? new RunCommand().call() : Commands.line().execute(args));
  }
}
