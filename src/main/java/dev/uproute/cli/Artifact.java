package dev.uproute.cli;

import dev.uproute.text.Words;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that Maven knows.
 *
 * @param version null when Camel's bill of materials says it
 */
record Artifact(String group, String artifact, String classifier, String version) {
  static final String CAMEL = "org.apache.camel";
  private static final Pattern COMPONENT = Pattern.compile("(?:camel-)?([a-z0-9-]+)");
  private static final Pattern FULL = Pattern.compile("([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?");

  /** The catalog of kamelets is released apart from Camel, in the versions of Camel. */
  private static final String KAMELETS = "camel-kamelets";

  /**
   * What somebody named: {@code camel-kafka}, {@code kafka}, or {@code group:artifact:version}.
   *
   * @param camel the version of Camel
   * @throws IllegalArgumentException that says how it is to be named
   */
  static Artifact of(String name, String camel) {
    Matcher component = COMPONENT.matcher(name);
    if (component.matches()) {
      String artifact = "camel-" + component.group(1);
      return artifact.equals(KAMELETS)
          ? new Artifact(CAMEL + ".kamelets", artifact, null, camel)
          : new Artifact(CAMEL, artifact, null, null);
    }
    Matcher full = FULL.matcher(name);
    if (!full.matches()) {
      throw new IllegalArgumentException(
          Words.visible(name)
              + ": is no name; name a component such as camel-kafka, or group:artifact:version");
    }
    if (full.group(1).equals(CAMEL)) {
      return of(full.group(2), camel);
    }
    if (full.group(3) == null) {
      throw new IllegalArgumentException(name + ": needs its version, " + name + ":VERSION");
    }
    return new Artifact(full.group(1), full.group(2), null, full.group(3));
  }

  boolean isSame(Artifact other) {
    return group.equals(other.group) && artifact.equals(other.artifact);
  }

  /** As a dependency of a pom. */
  String dependency(String scope) {
    return "    <dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s%s</dependency>%n"
        .formatted(
            group,
            artifact,
            element("version", version),
            element("classifier", classifier),
            element("scope", scope));
  }

  private static String element(String name, String text) {
    return text == null ? "" : "<%s>%s</%s>".formatted(name, text, name);
  }

  @Override
  public String toString() {
    return group.equals(CAMEL) ? artifact : group + ":" + artifact;
  }
}
