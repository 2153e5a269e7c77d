package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.ServiceBuilder;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each failure a target can show, and the sentence a person reads of it. %s is the target. */
class FailureSentencesTest {
  private static final String REFUSED = "TLS handshake refused by the server: ";
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2};

  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  private static Arguments row(
      String scheme, String what, Status status, String sentence, RawServer.Script script) {
    return Arguments.of(scheme, what, status, sentence, script);
  }

  static Stream<Arguments> peers() {
    return Stream.of(
        row("http", "hangs up", Status.DOWN, "connection closed by %s without an answer", END),
        row("http", "resets", Status.DOWN, "connection reset by %s", RESET),
        row("http", "is silent", Status.TIMEOUT, "no answer within 400ms", SILENCE),
        row(
            "http",
            "speaks TLS",
            Status.DOWN,
            "the port speaks TLS: the address should begin with https",
            says(alert(10))),
        row(
            "http",
            "speaks something else",
            Status.DOWN,
            "answer is not valid HTTP: \"Invalid protocol version\"",
            says("SSH-2.0-OpenSSH_9\r\n".getBytes(StandardCharsets.US_ASCII))),
        row("http", "is at fault", Status.DOWN, "HTTP 503, expected 200-399", page("503 No")),
        row("https", "hangs up", Status.DOWN, REFUSED + "connection closed", END),
        row("https", "resets", Status.DOWN, "connection reset by %s", RESET),
        row("https", "is silent", Status.TIMEOUT, "no answer within 400ms", SILENCE),
        row(
            "https",
            "speaks plain HTTP",
            Status.DOWN,
            "no TLS on this port, it answers plain HTTP",
            page("400 Bad Request")),
        row(
            "tls",
            "speaks something else",
            Status.DOWN,
            "no TLS on this port",
            says("220 mail ready\r\n".getBytes(StandardCharsets.US_ASCII))),
        row("tls", "hangs up", Status.DOWN, REFUSED + "connection closed", END),
        row("tls", "is silent", Status.TIMEOUT, "no answer within 400ms", SILENCE));
  }

  private static final RawServer.Script END = (_, _, _) -> {};
  private static final RawServer.Script SILENCE = (_, _, _) -> Thread.sleep(60_000);
  private static final RawServer.Script RESET =
      (_, socket, _) -> {
        socket.setSoLinger(true, 0);
        socket.close();
      };

  private static RawServer.Script says(byte[] bytes) {
    return (_, socket, out) -> {
      out.write(bytes);
      out.flush();
      // until the check hangs up: a reset would take what was said with it
      socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    };
  }

  private static RawServer.Script page(String status) {
    String head = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
    return says(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] alert(int description) {
    byte[] alert = java.util.Arrays.copyOf(ALERT, ALERT.length + 1);
    alert[ALERT.length] = (byte) description;
    return alert;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("peers")
  void over_tcp(String scheme, String what, Status status, String sentence, RawServer.Script script)
      throws Exception {
    try (RawServer server = received(script)) {
      String url = scheme + "://127.0.0.1:" + server.port();
      // long, where no time is what is judged
      Duration timeout = Duration.ofMillis(status == Status.TIMEOUT ? 400 : 20_000);
      Result result = check(url, given -> given.timeout = timeout);
      assertEquals(sentence.formatted("127.0.0.1:" + server.port()), result.reason());
      assertEquals(status, result.status());
    }
  }

  /** A server that has read the first bytes it was sent before it does anything. */
  private static RawServer received(RawServer.Script script) throws Exception {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RawServer(
        socket,
        false,
        (request, client, out) -> {
          client.getInputStream().read(new byte[4096]);
          script.play(request, client, out);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | connection closed
          10 | it does not understand our handshake (unexpected message)
          20 | it does not understand our handshake (bad record mac)
          40 | it has no cipher in common with us; an old device may need tls: legacy
          42 | it wants a client certificate
          46 | it does not accept a client without a certificate it knows
          47 | it does not understand our handshake (illegal parameter)
          48 | it does not accept a client without a certificate it knows
          49 | access denied
          50 | it does not understand our handshake (decode error)
          70 | it speaks other versions of TLS than we do; an old device may need tls: legacy
          71 | our ciphers are too weak for it
          80 | internal error of the server
          86 | it speaks other versions of TLS than we do; an old device may need tls: legacy
          90 | connection closed
          109 | it does not understand our handshake (missing extension)
          112 | it knows no host 127.0.0.1
          115 | it wants a key agreed upon beforehand
          116 | it wants a client certificate
          120 | it does not speak HTTP/1.1
          """)
  void alerts_of_tls(int alert, String words) throws Exception {
    try (RawServer server = received(says(alert(alert)))) {
      Result result =
          check(
              "https://127.0.0.1:" + server.port(),
              given -> given.timeout = Duration.ofSeconds(20));
      assertEquals(REFUSED + words, result.reason());
      assertEquals(Status.DOWN, result.status());
    }
  }

  @Test
  void alerts_are_plain_for_a_legacy_device_too() throws Exception {
    try (RawServer server = received(says(alert(40)))) {
      Result result =
          check(
              "https://127.0.0.1:" + server.port(),
              given -> {
                given.timeout = Duration.ofSeconds(20);
                given.legacyTls = true;
              });
      assertEquals(REFUSED + "it has no cipher in common with us", result.reason());
    }
  }

  @Test
  void the_limit_that_ran_out_is_named() throws Exception {
    for (String scheme : new String[] {"http", "https", "tls", "tcp"}) {
      try (RawServer server = received(SILENCE)) {
        Result result =
            check(
                scheme + "://127.0.0.1:" + server.port(),
                given -> {
                  given.timeout = Duration.ofSeconds(20);
                  given.readTimeout = Duration.ofMillis(150);
                  given.bodyContains = scheme.equals("tcp") ? "220" : null;
                });
        assertEquals("no answer within 150ms (read_timeout)", result.reason(), scheme);
        assertEquals(Status.TIMEOUT, result.status());
      }
    }
  }

  @Test
  void a_connection_that_is_not_taken_names_its_limit() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket();
        Socket second = new Socket()) {
      // a queue of one takes two; whoever comes then is not answered
      first.connect(full.getLocalSocketAddress());
      second.connect(full.getLocalSocketAddress());
      String url = "http://127.0.0.1:" + full.getLocalPort();
      String sentence = "no connection to 127.0.0.1:" + full.getLocalPort() + " within ";
      assertEquals(
          sentence + "150ms (connect_timeout)",
          check(url, given -> given.connectTimeout = Duration.ofMillis(150)).reason());
      Result result = check(url, given -> given.timeout = ServiceBuilder.SHORT);
      assertEquals(sentence + "400ms", result.reason());
      assertEquals(Status.TIMEOUT, result.status());
    }
  }

  @Test
  void nobody_there() throws Exception {
    int port = FreePort.find();
    for (String scheme : new String[] {"http", "https", "tcp", "tls"}) {
      Result result =
          check(scheme + "://127.0.0.1:" + port, given -> given.timeout = Duration.ofSeconds(20));
      assertEquals("connection refused by 127.0.0.1:" + port, result.reason(), scheme);
      assertEquals(Status.DOWN, result.status());
    }
    Result udp = check("udp://127.0.0.1:" + port, given -> given.timeout = Duration.ofSeconds(20));
    assertEquals("port unreachable at 127.0.0.1:" + port, udp.reason());
    assertEquals(Status.DOWN, udp.status());
  }

  @Test
  void datagrams() throws Exception {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (DatagramSocket silent = new DatagramSocket(here)) {
      Consumer<ServiceBuilder> brief = given -> given.timeout = ServiceBuilder.SHORT;
      Result udp = check("udp://127.0.0.1:" + silent.getLocalPort(), brief);
      assertEquals("no reply within 400ms", udp.reason());
      assertEquals(Status.DOWN, udp.status());
      Result dns = check("dns://127.0.0.1:" + silent.getLocalPort() + "/x.test", brief);
      assertEquals("no answer within 400ms", dns.reason());
      assertEquals(Status.TIMEOUT, dns.status());
    }
    try (DatagramSocket invalid = new DatagramSocket(here)) {
      Thread.startVirtualThread(() -> echo(invalid));
      Result udp =
          check(
              "udp://127.0.0.1:" + invalid.getLocalPort(),
              given -> {
                given.timeout = Duration.ofSeconds(20);
                given.send = "nope".getBytes(StandardCharsets.US_ASCII);
                given.bodyContains = "pong";
              });
      assertEquals("answer does not contain \"pong\", it is \"nope\"", udp.reason());
      assertEquals(Status.DOWN, udp.status());
    }
  }

  private static void echo(DatagramSocket socket) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      socket.receive(packet);
      socket.send(packet);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void descriptors_that_ran_out_are_ours() {
    java.net.SocketException none = new java.net.SocketException("Too many open files");
    Attempt attempt = ServiceBuilder.url("http://127.0.0.1:1").attempt();
    assertSame(none, FailureKinds.explain(none, "127.0.0.1:1", attempt), "no answer of a target");
    assertTrue(FailureKinds.ours(none));
  }

  private static Result check(String url, Consumer<ServiceBuilder> change) {
    ServiceBuilder given = ServiceBuilder.url(url);
    change.accept(given);
    return routes.check(given.service());
  }
}
