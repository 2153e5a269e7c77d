package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

  @Test
  void checks_are_as_punctual_beside_readers_and_half_sent_requests() throws Exception {
    StringBuilder yaml =
        new StringBuilder("defaults: { interval: 1s, timeout: 900ms }\nservices:\n");
    try (Farm farm = new Farm()) {
      for (int i = 0; i < SERVICES; i++) {
        yaml.append("- { id: s%d, url: \"%s\" }%n".formatted(i, farm.url("/ok/" + i)));
      }
      Files.writeString(folder.resolve("services.yaml"), yaml);
      Map<String, String> settings = Map.of("UPROUTE_HTTP_MAX_REQUESTS_PER_SECOND", "100000");
      try (Jar jar = Jar.start(folder, settings)) {
        assertTrue(
            Wait.until(Wait.LONG, () -> Files.exists(folder.resolve("public/index.html"))),
            jar.err());
        Matcher port = LISTENS.matcher(jar.err());
        assertTrue(port.find(), jar.err());
        int number = Integer.parseInt(port.group(1));
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
        Thread.sleep(1000);
      } catch (IOException | InterruptedException e) {
        // the next one may be answered; what counts is how many are
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
