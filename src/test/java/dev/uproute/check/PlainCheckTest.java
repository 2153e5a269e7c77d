package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.ServiceBuilder;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** UDP, TCP, ping and DNS checks against real sockets, through the shipped routes. */
class PlainCheckTest {
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  /** What a UDP server does with one datagram. */
  interface Reply {
    void to(DatagramPacket asked, DatagramSocket socket) throws Exception;
  }

  private static DatagramSocket udp(Reply reply) throws Exception {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                try {
                  socket.receive(packet);
                  reply.to(packet, socket);
                } catch (Exception e) {
                  // closed by the test
                }
              }
            });
    return socket;
  }

  private static void send(DatagramSocket socket, DatagramPacket asked, byte[] data)
      throws Exception {
    socket.send(new DatagramPacket(data, data.length, asked.getSocketAddress()));
  }

  private static Result check(ServiceBuilder given) {
    long begun = System.nanoTime();
    Result result = routes.check(given.service());
    long took = (System.nanoTime() - begun) / 1_000_000;
    assertTrue(took < given.timeout.toMillis() + 20_000, "took " + took + " ms: " + result);
    return result;
  }

  private static ServiceBuilder udp(DatagramSocket socket) {
    return ServiceBuilder.url("udp://127.0.0.1:" + socket.getLocalPort());
  }

  @Test
  void a_udp_reply_is_up_without_a_response_time() throws Exception {
    try (DatagramSocket echo =
        udp((asked, socket) -> send(socket, asked, new byte[asked.getLength()]))) {
      Result result = check(udp(echo));
      assertEquals(Status.UP, result.status());
      assertEquals("answered with 4 bytes", result.reason());
      assertNull(result.evidence().response());
      assertEquals("127.0.0.1", result.evidence().address());
    }
  }

  @Test
  void a_udp_reply_is_judged_by_its_text_and_an_empty_one_counts() throws Exception {
    try (DatagramSocket server =
        udp((asked, socket) -> send(socket, asked, "pong".getBytes(StandardCharsets.UTF_8)))) {
      ServiceBuilder given = udp(server);
      given.send = "ping".getBytes(StandardCharsets.UTF_8);
      given.bodyContains = "pong";
      assertEquals(Status.UP, check(given).status());
      given.bodyContains = "king";
      assertEquals("answer does not contain \"king\", it is \"pong\"", check(given).reason());
    }
    try (DatagramSocket empty = udp((asked, socket) -> send(socket, asked, new byte[0]))) {
      assertEquals("answered with 0 bytes", check(udp(empty)).reason());
    }
  }

  @Test
  void a_closed_udp_port_is_down_at_once_and_never_pinged() throws Exception {
    ServiceBuilder given = ServiceBuilder.url("udp://127.0.0.1:" + FreePort.find());
    given.fallback = "ping";
    given.timeout = Duration.ofSeconds(30);
    long begun = System.nanoTime();
    Result result = check(given);
    assertTrue(System.nanoTime() - begun < 20_000_000_000L, "at once");
    assertEquals(Status.DOWN, result.status());
    assertTrue(result.reason().startsWith("port unreachable at 127.0.0.1:"), result.reason());
  }

  @Test
  void silence_is_down_unless_a_ping_decides() throws Exception {
    try (DatagramSocket silent = udp((_, _) -> {})) {
      ServiceBuilder given = udp(silent);
      given.timeout = ServiceBuilder.SHORT;
      Result alone = check(given);
      assertEquals(Status.DOWN, alone.status());
      assertEquals("no reply within 400ms", alone.reason());
      given.fallback = "ping";
      Result pinged = check(given);
      assertEquals("no reply within 400ms, but host answers ping", pinged.reason());
      assertEquals(Status.UP, pinged.status());
      assertNull(pinged.evidence().response());
    }
  }

  @Test
  void only_the_peer_that_was_asked_can_reply() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket server = udp((asked, _) -> send(other, asked, new byte[4]))) {
      ServiceBuilder given = udp(server);
      given.timeout = ServiceBuilder.SHORT;
      assertEquals("no reply within 400ms", check(given).reason());
    }
  }

  @Test
  void a_thousand_replies_are_one_answer() throws Exception {
    try (DatagramSocket server =
        udp(
            (asked, socket) -> {
              for (int i = 0; i < 1000; i++) {
                send(socket, asked, new byte[8]);
              }
            })) {
      assertEquals(Status.UP, check(udp(server)).status());
    }
  }

  @Test
  void a_udp_name_that_does_not_exist_is_down_without_a_ping() {
    ServiceBuilder given = ServiceBuilder.url("udp://nosuch.invalid:53");
    given.fallback = "ping";
    Result result = check(given);
    assertEquals(Status.DOWN, result.status());
    assertTrue(result.reason().startsWith("name nosuch.invalid "), result.reason());
  }

  @Test
  void tcp_connects_sends_and_waits_for_what_it_expects() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, _, out) ->
                out.write(("220 " + request.strip() + "\r\n").getBytes(StandardCharsets.UTF_8)))) {
      ServiceBuilder given = ServiceBuilder.url("tcp://127.0.0.1:" + server.port());
      Result connected = check(given);
      assertTrue(connected.reason().startsWith("connected in "), connected.reason());
      given.send = "EHLO\r\n\r\n".getBytes(StandardCharsets.UTF_8);
      given.bodyContains = "220 EHLO";
      assertEquals(Status.UP, check(given).status());
      given.bodyContains = "250";
      assertEquals("answer does not contain \"250\", it is \"220 EHLO\"", check(given).reason());
    }
  }

  @Test
  void tcp_silence_is_a_timeout_and_a_closed_port_down() throws Exception {
    try (RawServer server = new RawServer((_, _, _) -> {})) {
      ServiceBuilder given = ServiceBuilder.url("tcp://127.0.0.1:" + server.port());
      given.bodyContains = "220";
      given.timeout = ServiceBuilder.SHORT;
      Result silent = check(given);
      assertEquals(Status.TIMEOUT, silent.status());
      assertEquals("no answer within 400ms", silent.reason());
    }
    int nobody = FreePort.find();
    ServiceBuilder given = ServiceBuilder.url("tcp://127.0.0.1:" + nobody);
    assertEquals("connection refused by 127.0.0.1:" + nobody, check(given).reason());
  }

  @Test
  void one_echo_answered_is_up_with_its_time() {
    Result result = check(ServiceBuilder.url("ping://127.0.0.1"));
    if (result.status() == Status.UNKNOWN) {
      assertEquals(Ping.IMPOSSIBLE_HERE, result.reason());
      return;
    }
    assertEquals(Status.UP, result.status(), result.reason());
    assertNotNull(result.evidence().response());
    assertTrue(result.reason().startsWith("127.0.0.1 answered in "), result.reason());
  }

  @Test
  void dns_answers_are_judged_by_type_text_and_code() throws Exception {
    try (DatagramSocket server =
        udp(
            (asked, socket) -> {
              Message query =
                  new Message(java.util.Arrays.copyOf(asked.getData(), asked.getLength()));
              send(socket, asked, answer(query).toWire());
            })) {
      String url = "dns://127.0.0.1:" + server.getLocalPort() + "/";
      ServiceBuilder good = ServiceBuilder.url(url + "good.test?type=A");
      good.bodyContains = "192.0.2.7";
      Result result = check(good);
      assertEquals(Status.UP, result.status(), result.reason());
      assertTrue(result.reason().startsWith("good.test A answered in "), result.reason());
      assertEquals(
          "no answer to good.test TXT",
          check(ServiceBuilder.url(url + "good.test?type=TXT")).reason());
      assertEquals(
          "name nx.test does not exist", check(ServiceBuilder.url(url + "nx.test")).reason());
      assertEquals(
          "name server answers SERVFAIL to fail.test A",
          check(ServiceBuilder.url(url + "fail.test")).reason());
    }
  }

  private static Message answer(Message query) throws Exception {
    Record question = query.getQuestion();
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    switch (question.getName().toString(true)) {
      case "nx.test" -> answer.getHeader().setRcode(Rcode.NXDOMAIN);
      case "fail.test" -> answer.getHeader().setRcode(Rcode.SERVFAIL);
      default -> {
        if (question.getType() == org.xbill.DNS.Type.A) {
          answer.addRecord(
              Record.fromString(
                  question.getName(),
                  org.xbill.DNS.Type.A,
                  org.xbill.DNS.DClass.IN,
                  60,
                  "192.0.2.7",
                  question.getName()),
              Section.ANSWER);
        }
      }
    }
    return answer;
  }

  @Test
  void a_silent_name_server_is_a_timeout() throws Exception {
    try (DatagramSocket silent = udp((_, _) -> {})) {
      ServiceBuilder given =
          ServiceBuilder.url("dns://127.0.0.1:" + silent.getLocalPort() + "/x.test");
      given.timeout = ServiceBuilder.SHORT;
      Result result = check(given);
      assertEquals(Status.TIMEOUT, result.status());
      assertEquals("no answer within 400ms", result.reason());
    }
  }

  @Test
  void a_wildcard_address_is_never_dialled() {
    InetSocketAddress wildcard = new InetSocketAddress("0.0.0.0", 1);
    ServiceBuilder given = ServiceBuilder.url("udp://" + wildcard.getHostString() + ":53");
    assertEquals("address 0.0.0.0 is never checked", check(given).reason());
  }
}
