package dev.uproute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A jar that holds nothing but the manifest pom.xml gives to uproute.jar, for {@code java -jar}.
 */
final class Launched {
  private static final Pattern ENTRY = Pattern.compile("<([A-Z][A-Za-z-]+)>([^<$]+)</\\1>");

  private Launched() {}

  static Path jar(Path folder, String without) throws IOException {
    Manifest manifest = new Manifest();
    Attributes entries = manifest.getMainAttributes();
    entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    entries.put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
    entries.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(Trained.classPath().getLast().split(java.io.File.pathSeparator))
            .map(Path::of)
            .filter(jar -> !jar.getFileName().toString().startsWith(without))
            .map(jar -> jar.toUri().toString())
            .collect(Collectors.joining(" ")));
    String pom = Files.readString(Path.of("pom.xml"));
    int from = pom.indexOf("<manifestEntries>");
    ENTRY
        .matcher(pom.substring(from, pom.indexOf("</manifestEntries>")))
        .results()
        .forEach(entry -> entries.putValue(entry.group(1), entry.group(2)));
    Path jar = folder.resolve("launched.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
