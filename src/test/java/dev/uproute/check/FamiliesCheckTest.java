package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.ServiceBuilder;
import dev.uproute.dns.ScriptedServer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** UDP and DNS checks of names with several addresses, long replies, and answers as written. */
@Isolated
class FamiliesCheckTest {
  private static final String HOSTS = "jdk.net.hosts.file";

  @TempDir static Path folder;
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(
        hosts, "127.0.0.2 dual.test three.test\n::1 dual.test\n127.0.0.1 three.test\n");
    System.setProperty(HOSTS, hosts.toString());
    try {
      routes = new Routes();
    } finally {
      System.clearProperty(HOSTS);
    }
  }

  /** A UDP server that replies as many bytes as it is told, the last of them END. */
  private static DatagramSocket server(String address, byte[] reply) throws Exception {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
    Thread.ofPlatform().daemon().start(() -> serve(socket, reply));
    return socket;
  }

  private static void serve(DatagramSocket socket, byte[] reply) {
    DatagramPacket asked = new DatagramPacket(new byte[2048], 2048);
    while (!socket.isClosed()) {
      try {
        socket.receive(asked);
        if (reply != null) {
          socket.send(new DatagramPacket(reply, reply.length, asked.getSocketAddress()));
        }
      } catch (java.io.IOException e) {
        // closed by the test
      }
    }
  }

  private static Result check(ServiceBuilder given) {
    return routes.check(given.service());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2048, 2049, 3003, 9000, 65_507})
  void a_udp_reply_of_any_length_is_heard_whole(int length) throws Exception {
    byte[] reply = new byte[length];
    java.util.Arrays.fill(reply, (byte) 'a');
    System.arraycopy("END".getBytes(StandardCharsets.UTF_8), 0, reply, length - 3, 3);
    try (DatagramSocket server = server("127.0.0.1", reply)) {
      ServiceBuilder given = ServiceBuilder.url("udp://127.0.0.1:" + server.getLocalPort());
      given.timeout = Duration.ofSeconds(10);
      given.bodyContains = "END";
      Result result = check(given);
      assertEquals("answered with " + length + " bytes", result.reason());
      assertEquals(Status.UP, result.status());
    }
  }

  @ParameterizedTest
  @CsvSource({"dual.test, ::1", "three.test, 127.0.0.1"})
  void a_udp_name_is_up_when_its_second_address_replies(String name, String second)
      throws Exception {
    try (DatagramSocket server = server(second, new byte[4])) {
      ServiceBuilder given = ServiceBuilder.url("udp://" + name + ":" + server.getLocalPort());
      given.timeout = Duration.ofSeconds(10);
      given.fallback = "ping";
      Result result = check(given);
      assertEquals("answered with 4 bytes", result.reason());
      assertEquals(
          InetAddress.ofLiteral(second), InetAddress.ofLiteral(result.evidence().address()));
    }
  }

  @Test
  void a_silent_first_address_leaves_time_for_the_second() throws Exception {
    try (DatagramSocket server = server("127.0.0.1", new byte[4]);
        DatagramSocket _ =
            new DatagramSocket(server.getLocalPort(), InetAddress.ofLiteral("127.0.0.2"))) {
      ServiceBuilder given = ServiceBuilder.url("udp://three.test:" + server.getLocalPort());
      given.timeout = Duration.ofSeconds(4);
      assertEquals("answered with 4 bytes", check(given).reason());
    }
  }

  @Test
  void a_udp_name_whose_addresses_all_refuse_is_down_by_the_first() throws Exception {
    int port = FreePort.find();
    ServiceBuilder given = ServiceBuilder.url("udp://three.test:" + port);
    given.timeout = Duration.ofSeconds(10);
    Result result = check(given);
    assertEquals(Status.DOWN, result.status());
    assertEquals("port unreachable at 127.0.0.2:" + port, result.reason());
  }

  @Test
  void a_dns_check_goes_on_to_the_next_address() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.here(60))) {
      String port = server.name().replaceFirst(".*:", "");
      ServiceBuilder given = ServiceBuilder.url("dns://three.test:" + port + "/x.test");
      given.timeout = Duration.ofSeconds(10);
      Result result = check(given);
      assertTrue(result.up(), result.reason());
      assertEquals("127.0.0.1", result.evidence().address());
    }
  }

  @ParameterizedTest(name = "{0} {1} holds {2}: {3}")
  @CsvSource({
    "AAAA, 2001:db8::53, 2001:db8::53, true",
    "AAAA, 2001:db8::53, 2001:DB8:0:0:0:0:0:53, true",
    "AAAA, 2001:db8::53, 2001:0db8:0000:0000:0000:0000:0000:0053, true",
    "AAAA, 2001:db8::53, 2001:db8::, false",
    "AAAA, 2001:db8::53, 2001:db8::5, false",
    "A, 192.0.2.10, 192.0.2.10, true",
    "A, 192.0.2.10, 192.0.2.1, false",
    "A, 192.0.2.10, 192.0.2., true",
    "NS, NS1.Example.NET., ns1.example.net, true",
    "NS, NS1.Example.NET., NS1.Example.NET, true",
    "NS, ns1.example.net., NS1.EXAMPLE.net., true",
    "NS, ns1.example.net., ns2.example.net, false",
    "CNAME, Web.Example.net., web.example.net., true",
    "MX, 10 Mail.Example.net., 10 mail.example.net, true",
    "MX, 10 Mail.Example.net., mail.example.net., true",
    "SRV, 1 2 443 Sip.Example.net., 443 sip.example.net, true",
    "TXT, '\"v=spf1 include:a \" \"include:b -all\"', v=spf1 include:a include:b -all, true",
    "TXT, '\"v=spf1\" \"x\"', '\"v=spf1\" \"x\"', true",
    "TXT, '\"Key=Value\"', key=value, false",
    "CAA, '0 issue \"ca.example.net\"', 0 issue ca.example.net, true",
    "CAA, '0 issue \"ca.example.net\"', '0 issue \"ca.example.net\"', true",
  })
  void an_answer_is_compared_in_every_usual_notation(
      String type, String data, String wanted, boolean up) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            (query, _) ->
                ScriptedServer.records(
                    query,
                    Rcode.NOERROR,
                    "x.test 60 " + Type.string(query.getQuestion().getType()) + " " + data))) {
      String port = server.name().replaceFirst(".*:", "");
      ServiceBuilder given = ServiceBuilder.url("dns://127.0.0.1:" + port + "/x.test?type=" + type);
      given.timeout = Duration.ofSeconds(10);
      given.bodyContains = wanted;
      Result result = check(given);
      assertEquals(up ? Status.UP : Status.DOWN, result.status(), result.reason());
      if (!up) {
        String sentence = "answer does not contain \"" + wanted + "\"";
        assertTrue(result.reason().startsWith(sentence), result.reason());
      }
    }
  }

  @Test
  void an_address_a_setting_forbids_is_unknown_and_one_that_is_none_is_down() {
    Result metadata = check(ServiceBuilder.url("http://169.254.169.254/"));
    assertEquals(Status.UNKNOWN, metadata.status());
    assertEquals(
        "cloud metadata address 169.254.169.254 is not open (uproute.targets.link-local)",
        metadata.reason());
    assertEquals(Status.UNKNOWN, check(ServiceBuilder.url("dns://169.254.20.10/x.test")).status());
    assertEquals(Status.DOWN, check(ServiceBuilder.url("http://0.0.0.0/")).status());
  }
}
