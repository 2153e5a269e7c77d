package dev.uproute.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Maven project that needs some artifacts and gets from Uproute what that brings along: what is
 * left for its run time is what belongs into {@code lib/}, in versions that go with Uproute's.
 */
final class LibPom {
  /** Fetches that. */
  static final List<String> COPY =
      List.of(
          "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
          "-DincludeScope=runtime");

  /** A line of what {@code dependency:list} writes when the jar is built. */
  private static final Pattern LISTED =
      Pattern.compile(
          "([\\w.-]+):([\\w.-]+):jar:(?:([\\w.-]+):)?([\\w.-]+):(?:compile|runtime)\\b");

  /**
   * Has the classes of spring-jcl, which is in the jar, and that one would print a line about it.
   */
  private static final Artifact LOGGING =
      new Artifact("commons-logging", "commons-logging", null, "1.3.4");

  private LibPom() {}

  /**
   * What is in uproute.jar.
   *
   * @throws IOException when the program does not run from its jar
   */
  static List<Artifact> provided() throws IOException {
    try (InputStream list = LibPom.class.getResourceAsStream("/META-INF/uproute-artifacts.txt")) {
      if (list == null) {
        throw new IOException("this Uproute does not run from its jar, uproute.jar");
      }
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.concat(LISTED.matcher(text).results().map(LibPom::artifact), Stream.of(LOGGING))
          .toList();
    }
  }

  private static Artifact artifact(MatchResult line) {
    return new Artifact(line.group(1), line.group(2), line.group(3), line.group(4));
  }

  /**
   * @param camel the version of Camel
   */
  static String of(List<Artifact> wanted, List<Artifact> provided, String camel) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- What lib/ of Uproute needs for %s:
             mvn -f pom.xml %s -DoutputDirectory=lib -->
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>dev.uproute</groupId><artifactId>lib</artifactId><version>1</version>
          <packaging>pom</packaging>
          <dependencyManagement>
            <dependencies>
              <dependency>
                <groupId>org.apache.camel</groupId><artifactId>camel-bom</artifactId><version>%s</version>
                <type>pom</type><scope>import</scope>
              </dependency>
            </dependencies>
          </dependencyManagement>
          <dependencies>
        %s    <!-- in uproute.jar -->
        %s  </dependencies>
        </project>
        """
        .formatted(
            wanted.stream().map(Artifact::toString).collect(Collectors.joining(", ")),
            String.join(" ", COPY),
            camel,
            dependencies(wanted, null),
            dependencies(provided, "provided"));
  }

  private static String dependencies(List<Artifact> artifacts, String scope) {
    return artifacts.stream().map(each -> each.dependency(scope)).collect(Collectors.joining());
  }
}
