package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Those who read the pages, and those who only take connections, delay no check. */
@Isolated
@Tag("figures")
@Tag("nightly")
class ReadersTest {
  private static final int SERVICES = 100;
  private static final int READERS = 200;
  private static final int SILENT = 20;
  private static final int HOLDERS = 500;
  private static final Duration PHASE = Duration.ofSeconds(20);
  private static final Pattern LISTENS =
      Pattern.compile("listens at http://127\\.0\\.0\\.1:(\\d+)/");

  @TempDir Path folder;
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean over;

  @AfterEach
  void close() throws IOException {
    over = true;
    for (Socket each : sockets) {
      each.close();
    }
  }

  /**
   * Checks of the farm, each every second, by a process of their own.
   *
   * @param every at least so long is between pages
   */
  private Jar start(Farm farm, String every) throws Exception {
    StringBuilder yaml =
        new StringBuilder("defaults: { interval: 1s, timeout: 900ms }\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      yaml.append("- { id: s%d, url: \"%s\" }%n".formatted(i, farm.url("/ok/" + i)));
    }
    Files.writeString(folder.resolve("services.yaml"), yaml);
    return Jar.start(
        folder,
        Map.of("UPROUTE_HTTP_MAX_REQUESTS_PER_SECOND", "100000", "UPROUTE_SUMMARY_EVERY", every));
  }

  private int port(Jar jar) throws Exception {
    assertTrue(
        Wait.until(Wait.LONG, () -> Files.exists(folder.resolve("public/index.html"))), jar.err());
    Matcher port = LISTENS.matcher(jar.err());
    assertTrue(port.find(), jar.err());
    return Integer.parseInt(port.group(1));
  }

  @Test
  void checks_are_as_punctual_beside_readers_and_half_sent_requests() throws Exception {
    try (Farm farm = new Farm();
        Jar jar = start(farm, "30s")) {
      int number = port(jar);
      Thread.sleep(PHASE);
      double alone = lateness(farm);
      for (int i = 0; i < READERS; i++) {
        String from = "127.0.1." + (1 + i);
        Thread.startVirtualThread(() -> read(from, number));
      }
      double read = lateness(farm);
      int answered = answers.get();
      for (int i = 0; i < HOLDERS; i++) {
        hold("127.0.2." + (1 + i % 250), number);
      }
      double held = lateness(farm);
      assertTrue(answered > READERS, answered + " answers");
      assertTrue(answers.get() > answered, "readers are answered beside them");
      Figures.print(
          "Lateness of checks, p99 of " + SERVICES + " every second",
          "%.0f ms alone, %.0f ms beside %d readers (%d pages a second), %.0f ms with %d"
              + " half-sent requests as well",
          alone,
          read,
          READERS,
          answered / PHASE.toSeconds(),
          held,
          HOLDERS);
      // a check that is missed would come a second later
      assertEquals(0, List.of(alone, read, held).stream().filter(late -> late > 500).count());
    }
  }

  @Test
  void checks_are_as_punctual_beside_200_streams_of_which_20_never_read() throws Exception {
    try (Farm farm = new Farm();
        Jar jar = start(farm, "1s")) {
      int number = port(jar);
      Thread.sleep(PHASE);
      double alone = lateness(farm);
      long before = rss(jar);
      for (int i = 0; i < READERS; i++) {
        Socket stream = stream("127.0.1." + (1 + i), number);
        assertEquals("HTTP/1.1 200", status(stream));
        if (i >= SILENT) {
          Thread.startVirtualThread(() -> follow(stream, number));
        }
      }
      assertEquals("HTTP/1.1 503", status(stream("127.0.2.1", number)));
      double beside = lateness(farm);
      long after = rss(jar);
      Figures.print(
          "Lateness of checks, p99 of " + SERVICES + " every second, new pages every second",
          "%.0f ms alone, %.0f ms beside %d streams of which %d never read (%d events and as many"
              + " pages a second); memory %d MB, then %d MB",
          alone,
          beside,
          READERS,
          SILENT,
          answers.get() / PHASE.toSeconds(),
          before >> 20,
          after >> 20);
      assertTrue(answers.get() > (READERS - SILENT) * 5, answers.get() + " pages");
      assertTrue(Math.max(alone, beside) < 500, "a check that is missed comes a second later");
      assertTrue(after - before < 64 << 20, (after - before) / READERS + " bytes for each");
    }
  }

  private static long rss(Jar jar) throws IOException {
    String status = Files.readString(Path.of("/proc/" + jar.process().pid() + "/status"));
    Matcher kilobytes = Pattern.compile("VmRSS:\\s+(\\d+)").matcher(status);
    assertTrue(kilobytes.find(), status);
    return Long.parseLong(kilobytes.group(1)) << 10;
  }

  private Socket stream(String from, int port) throws IOException {
    Socket socket = connect(from, port);
    sockets.add(socket);
    socket
        .getOutputStream()
        .write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  /** Takes the overview at each event, as a tab does. */
  private void follow(Socket stream, int port) {
    String from = stream.getLocalAddress().getHostAddress();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: pages")) {
          ask(from, port);
        }
      }
    } catch (IOException e) {
      // at the end of the test; before, what counts is how many were answered
    }
  }

  /** How far apart two checks of a service are beside the second they should be, in ms: p99. */
  private static double lateness(Farm farm) throws InterruptedException {
    farm.asked().clear();
    Thread.sleep(PHASE);
    List<Long> off = new ArrayList<>();
    for (List<Long> times : farm.asked().values()) {
      for (int i = 1; i < times.size(); i++) {
        off.add(Math.abs(times.get(i) - times.get(i - 1) - 1000));
      }
    }
    off.sort(null);
    assertTrue(off.size() > SERVICES * (PHASE.toSeconds() - 3), off.size() + " checks");
    return off.get(off.size() * 99 / 100);
  }

  /** Asks for the overview once a second. */
  private void read(String from, int port) {
    while (!over) {
      try {
        ask(from, port);
        Thread.sleep(1000);
      } catch (IOException | InterruptedException e) {
        // the next one may be answered; what counts is how many are
      }
    }
  }

  private void ask(String from, int port) throws IOException {
    try (Socket socket = connect(from, port)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      if (new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .startsWith("HTTP/1.1 200")) {
        answers.incrementAndGet();
      }
    }
  }

  private void hold(String from, int port) throws IOException {
    Socket socket = connect(from, port);
    sockets.add(socket);
    socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
  }

  private static Socket connect(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
    socket.setSoTimeout(30_000);
    return socket;
  }
}
