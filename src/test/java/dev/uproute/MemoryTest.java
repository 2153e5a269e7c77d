package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the program takes of memory, started by the launcher as a user starts it. */
@Isolated
@Tag("figures")
@Tag("nightly")
class MemoryTest {
  private static final int SERVICES = 50;
  private static final double MOST = 150;
  private static final Duration ASKED = Duration.ofMinutes(3);
  private static final List<String> PATHS =
      List.of(
          "",
          "default.html",
          "service/s1.html",
          "embed.html",
          "status.json",
          "feed.atom",
          "badge/s1.svg",
          "api/status",
          "api/monitors",
          "api/monitors/s1/results",
          "api/monitors/s1/stats",
          "api/monitors/s1/timeline",
          "api/sites",
          "api/openapi.json");

  private static final List<String> SOURCES =
      List.of(
          "uproute",
          "pom.xml",
          "application.properties",
          "services.yaml",
          "routes",
          "templates",
          "src/main",
          "src/launcher");

  @TempDir Path folder;

  @Test
  void fifty_services_and_those_who_ask_for_them_take_150_MB() throws Exception {
    Path program = install();
    StringBuilder yaml = new StringBuilder("defaults: { interval: 60s }\nservices:\n");
    try (Farm farm = new Farm()) {
      for (int i = 0; i < SERVICES; i++) {
        yaml.append("- { id: s%d, url: \"%s\" }%n".formatted(i, farm.url("/ok/" + i)));
      }
      Files.writeString(folder.resolve("services.yaml"), yaml);
      // builds the jar and makes its AOT cache
      Process built = uproute(program, "--version");
      assertEquals(0, built.waitFor(), this::log);
      Process running = uproute(program);
      try {
        Pattern listens = Pattern.compile("listens at (http://127\\.0\\.0\\.1:\\d+/)");
        assertTrue(
            Wait.until(
                Wait.LONG,
                () ->
                    listens.matcher(log()).find()
                        && Files.exists(folder.resolve("public/status.json"))),
            this::log);
        Matcher found = listens.matcher(log());
        assertTrue(found.find());
        ask(found.group(1));
        double most = rss(running);
        Figures.print(
            "RSS, " + SERVICES + " services every 60 s, pages and API asked", "%.0f MB", most);
        assertTrue(most <= MOST, most + " MB");
      } finally {
        running.destroy();
        running.waitFor();
      }
    }
  }

  /** What the launcher builds the jar from. */
  private Path install() throws IOException {
    Path home = folder.resolve("home");
    for (String each : SOURCES) {
      try (Stream<Path> files = Files.walk(Path.of(each))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.createDirectories(home.resolve(file).getParent());
          Files.copy(file, home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return home.resolve("uproute");
  }

  private Process uproute(Path program, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(program.toString()).directory(folder.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("UPROUTE_HTTP_PORT", "0");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ask(String root) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      long end = System.nanoTime() + ASKED.toNanos();
      while (System.nanoTime() < end) {
        for (String path : PATHS) {
          HttpRequest request = HttpRequest.newBuilder(URI.create(root + path)).build();
          assertEquals(200, client.send(request, BodyHandlers.discarding()).statusCode(), path);
        }
        Thread.sleep(10_000);
      }
    }
  }

  /** Resident memory, in MB of 1,000,000 bytes. */
  private static double rss(Process process) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
        .findFirst()
        .orElseThrow();
  }
}
