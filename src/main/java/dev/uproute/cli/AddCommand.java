package dev.uproute.cli;

import dev.uproute.file.Folder;
import dev.uproute.setting.LibFolder;
import dev.uproute.setting.StartupError;
import dev.uproute.text.Sizes;
import dev.uproute.text.Suggestion;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = {
      "Fetches Camel components, or anything that Maven knows, into lib/,",
      "with what they need and Uproute does not bring along."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:they are in lib/",
      "2:one is unknown or cannot be fetched; lib/ is as it was"
    })
final class AddCommand implements Callable<Integer> {
  /** What Maven says of a component that Camel does not have. */
  private static final Pattern UNKNOWN =
      Pattern.compile("'dependencies\\.dependency\\.version' for [^:]+:([^:]+):jar is missing.*");

  private static final Pattern BOM_ENTRY =
      Pattern.compile("<artifactId>(camel-[^<]+)</artifactId>");

  @Parameters(
      paramLabel = "NAME",
      description = "camel-kafka, or group:artifact:version such as com.h2database:h2:2.4.240")
  private List<String> names = List.of();

  @Option(
      names = "--list",
      description = "Print what is in lib/; to remove a jar, delete its file.")
  private boolean list;

  @Option(
      names = "--pom",
      description = "Print the Maven project that fetches them, for a machine that has Maven.")
  private boolean pom;

  private final String camel = LibFolder.camel();

  @Override
  public Integer call() {
    try {
      if (list) {
        print(LibFolder.jars());
        return 0;
      }
      return names.isEmpty() ? refuse("add needs a name, such as camel-kafka") : add();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StartupError.CONFIGURATION;
    } catch (IOException | IllegalArgumentException e) {
      return StartupError.exit(e);
    }
  }

  private int add() throws IOException, InterruptedException {
    List<Artifact> provided = LibPom.provided();
    List<Artifact> wanted = new ArrayList<>();
    for (String name : names) {
      Artifact artifact = Artifact.of(name, camel);
      provided.stream()
          .filter(artifact::isSame)
          .findFirst()
          .ifPresentOrElse(
              ours -> System.out.printf("%s %s is part of Uproute%n", ours, ours.version()),
              () -> wanted.add(artifact));
    }
    if (wanted.isEmpty()) {
      return 0;
    }
    // together with what is there: what two components share has one version
    List<Artifact> all = new ArrayList<>(wanted);
    LibFolder.components().stream()
        .map(name -> Artifact.of(name, camel))
        .filter(there -> all.stream().noneMatch(there::isSame))
        .forEach(all::add);
    String project = LibPom.of(all, provided, camel);
    if (pom) {
      System.out.print(project);
      return 0;
    }
    return fetch(project, wanted);
  }

  private int fetch(String project, List<Artifact> wanted)
      throws IOException, InterruptedException {
    Path folder = LibFolder.FOLDER.resolve(".add").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("pom.xml"), project);
      System.err.println("Maven fetches " + words(wanted) + " …");
      MavenRun.Failure failure;
      MavenRun maven = new MavenRun(folder);
      try {
        List<String> copy = new ArrayList<>(LibPom.COPY);
        copy.add("-DoutputDirectory=" + folder.resolve("jars"));
        failure = maven.run(copy);
      } catch (IOException e) {
        return refuse(
            "add needs Maven, and there is no command mvn: install it, e.g. apt install maven; or take"
                + " the output of uproute add --pom "
                + String.join(" ", names)
                + " to a machine that has it, whose first lines say how to go on");
      }
      if (failure != null) {
        return refuse(sentence(failure, maven, folder));
      }
      report(LibFolder.take(folder.resolve("jars")), wanted);
      return 0;
    } finally {
      Folder.deleteTree(folder);
      LibFolder.removeEmpty();
    }
  }

  /** What is wrong, in Maven's words unless a name is: then in ours. */
  private String sentence(MavenRun.Failure failure, MavenRun maven, Path folder)
      throws IOException, InterruptedException {
    for (String sentence : failure.sentences()) {
      Matcher unknown = UNKNOWN.matcher(sentence);
      if (unknown.find()) {
        String name = unknown.group(1);
        return "Camel %s has no %s%s"
            .formatted(camel, name, Suggestion.of(name, components(maven, folder)));
      }
    }
    return "Maven cannot fetch that: " + String.join("\n  ", failure.sentences());
  }

  /** What Camel's bill of materials names. */
  private List<String> components(MavenRun maven, Path folder)
      throws IOException, InterruptedException {
    // the one it cannot read
    Files.delete(folder.resolve("pom.xml"));
    maven.run(
        List.of(
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
            "-Dartifact=org.apache.camel:camel-bom:" + camel + ":pom",
            "-DoutputDirectory=" + folder));
    Path bom = folder.resolve("camel-bom-" + camel + ".pom");
    String text = Files.exists(bom) ? Files.readString(bom) : "";
    return BOM_ENTRY.matcher(text).results().map(entry -> entry.group(1)).toList();
  }

  private void report(List<Path> fresh, List<Artifact> wanted) throws IOException {
    if (fresh.isEmpty()) {
      System.out.println(words(wanted) + ": in lib/ with all it needs, nothing to add");
      return;
    }
    print(fresh);
    System.out.printf(
        "%s for %s; Uproute has them from its next start%n",
        Words.count(fresh.size(), "jar"), words(wanted));
  }

  private static void print(List<Path> jars) throws IOException {
    if (jars.isEmpty()) {
      System.out.println("there is no jar in lib/");
    }
    for (Path jar : jars) {
      System.out.printf("%-9s %s%n", Sizes.text(Files.size(jar)), jar);
    }
  }

  private static String words(List<Artifact> artifacts) {
    return String.join(", ", artifacts.stream().map(Artifact::toString).toList());
  }

  private static int refuse(String why) {
    System.err.println("uproute: " + why);
    return StartupError.CONFIGURATION;
  }
}
