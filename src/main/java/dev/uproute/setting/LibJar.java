package dev.uproute.setting;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** One jar of {@code lib/}: what it is, and whether its classes are those that are used. */
final class LibJar implements AutoCloseable {
  private static final Pattern POM = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final Pattern CLASS = Pattern.compile("(?!META-INF/).*/[^/-]+\\.class");
  private static final String CAMEL = "org.apache.camel";

  private final Path file;
  private final JarFile jar;

  /**
   * @throws IOException when it is no jar
   */
  LibJar(Path file) throws IOException {
    this.file = file;
    this.jar = new JarFile(file.toFile());
  }

  /** Sentences about it, to follow its name. */
  List<String> warnings() throws IOException {
    List<String> warnings = new ArrayList<>();
    for (Properties artifact : artifacts()) {
      String name = artifact.getProperty("artifactId");
      String version = artifact.getProperty("version");
      if (CAMEL.equals(artifact.getProperty("groupId")) && !camel().equals(version)) {
        warnings.add(
            "is of Camel %s, and this is Camel %s; ./uproute add %s fetches the right one"
                .formatted(version, camel(), name));
      }
    }
    String other = hidden();
    if (other != null) {
      warnings.add(other);
    }
    return warnings;
  }

  /** The artifacts of Camel's own in it. */
  List<String> components() throws IOException {
    return artifacts().stream()
        .filter(artifact -> CAMEL.equals(artifact.getProperty("groupId")))
        .map(artifact -> artifact.getProperty("artifactId"))
        .toList();
  }

  /** The version of Camel that comes with the program. */
  static String camel() throws IOException {
    return version(LibJar.class.getResource(pom(CAMEL, "camel-api")));
  }

  /** That another jar has the same classes before it; null when none has. */
  private String hidden() throws IOException {
    for (String name : samples()) {
      URL used = LibJar.class.getResource("/" + name);
      if (used == null) {
        return "is not on the class path; start with ./uproute or java -jar uproute.jar";
      }
      if (!isIn(used) && !same()) {
        return "has classes that another jar has before it, such as %s of %s, which are used"
            .formatted(name.replace('/', '.').replaceFirst("\\.class$", ""), holder(used));
      }
    }
    return null;
  }

  /** Whether a resource is in this jar. */
  private boolean isIn(URL used) throws IOException {
    return used.getProtocol().equals("jar")
        && Files.isSameFile(Path.of(URI.create(used.getPath().replaceFirst("!/.*", ""))), file);
  }

  /** One class of each package: of two versions of an artifact these are mostly in both. */
  private Iterable<String> samples() {
    Map<String, String> first = new TreeMap<>();
    jar.stream()
        .map(JarEntry::getName)
        .filter(name -> CLASS.matcher(name).matches())
        .forEach(name -> first.putIfAbsent(name.substring(0, name.lastIndexOf('/')), name));
    return first.values();
  }

  /** Whether all it holds is in the program in the same version: then nothing is hidden. */
  private boolean same() throws IOException {
    List<Properties> artifacts = artifacts();
    for (Properties artifact : artifacts) {
      String group = artifact.getProperty("groupId");
      URL ours = LibJar.class.getResource(pom(group, artifact.getProperty("artifactId")));
      if (ours == null || !version(ours).equals(artifact.getProperty("version"))) {
        return false;
      }
    }
    return !artifacts.isEmpty();
  }

  /** The name of the jar that has a resource. */
  private static String holder(URL used) {
    return used.toString().replaceFirst("!/.*", "").replaceFirst(".*/", "");
  }

  private List<Properties> artifacts() throws IOException {
    List<Properties> artifacts = new ArrayList<>();
    for (JarEntry entry :
        jar.stream().filter(each -> POM.matcher(each.getName()).matches()).toList()) {
      try (InputStream in = jar.getInputStream(entry)) {
        artifacts.add(properties(in));
      }
    }
    return artifacts;
  }

  private static String pom(String group, String artifact) {
    return "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
  }

  private static String version(URL pom) throws IOException {
    try (InputStream in = pom.openStream()) {
      return properties(in).getProperty("version");
    }
  }

  private static Properties properties(InputStream in) throws IOException {
    Properties properties = new Properties();
    properties.load(in);
    return properties;
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
