package dev.uproute.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "uproute bench",
    description =
        "Measures the shipped jar as a process of its own against targets on the same machine.",
    mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
  private static final String ALL =
      "yardstick,start,cold,steady,busy,overload,postgres,burst,serve";

  @Option(
      names = "--quick",
      description = "Four minutes instead of a quarter of an hour; good for a first look.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      description = "Of " + ALL + "; and scale, ten more, and broker, four.")
  private List<String> only = List.of(ALL.split(","));

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Everything so often; the figures are then medians.")
  private int repeats = 1;

  @Option(
      names = "--target",
      paramLabel = "URL",
      description =
          "Check this server instead of one of our own; a number is added at the end for each"
              + " service. Times are then the program's, not the target's.")
  private String target;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as well.")
  private Path json;

  @Option(names = "--micro", description = "The pure code alone, by JMH, in its place.")
  private boolean micro;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (micro) {
      new Runner(new OptionsBuilder().include("dev\\.uproute\\..*Benchmark").build()).run();
      return 0;
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("--runs: " + repeats + " is not allowed, 1 is the least");
    }
    List<List<Row>> rounds = new ArrayList<>();
    try (Targets targets = target == null ? new OwnTargets() : new GivenTargets(target)) {
      for (int i = 0; i < repeats; i++) {
        rounds.add(round(targets));
      }
    }
    List<Row> rows = Row.medians(rounds);
    if (repeats > 1) {
      heading("median of " + repeats);
      rows.forEach(row -> System.out.println(row.line()));
    }
    String text =
        rows.stream().map(Row::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    System.out.print(text);
    if (json != null) {
      Files.writeString(json, text);
    }
    return rows.stream().anyMatch(row -> row.verdict().equals("MISSED")) ? 1 : 0;
  }

  private List<Row> round(Targets targets) throws Exception {
    List<Row> rows = new ArrayList<>();
    heading("figure");
    Runs runs = new Runs(targets, quick ? Plan.QUICK : Plan.FULL, rows);
    Serving serving = new Serving(targets, quick ? Plan.QUICK : Plan.FULL, rows);
    Workers workers = new Workers(targets, quick ? Plan.QUICK : Plan.FULL, rows);
    Crowds crowds = new Crowds(targets, quick ? Plan.QUICK : Plan.FULL, rows);
    for (String run : only) {
      switch (run) {
        case "yardstick" -> runs.yardstick();
        case "start" -> runs.start();
        case "cold" -> runs.cold();
        case "steady" -> runs.steady();
        case "busy" -> runs.busy();
        case "overload" -> runs.overload();
        case "postgres" -> runs.postgres();
        case "burst" -> crowds.burst();
        case "serve" -> serving.serve();
        case "broker" -> workers.broker();
        case "scale" -> crowds.scale();
        default -> throw new IllegalArgumentException("--only: '" + run + "' is none of " + ALL);
      }
    }
    return rows;
  }

  private static void heading(String first) {
    System.out.printf(
        Locale.ROOT, "%-52s %12s %-7s %10s %10s%n", first, "value", "", "must", "aim");
  }
}
