package dev.uproute.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import dev.uproute.text.Deadline;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** What a name server does, and what is said of the name and of the server. */
@Execution(ExecutionMode.CONCURRENT)
class NameResolverTest {
  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  @TempDir Path folder;

  private static byte[] answer(Message query, boolean tcp) throws Exception {
    String name = ScriptedServer.name(query);
    boolean four = query.getQuestion().getType() == Type.A;
    String[] none = {};
    return switch (name) {
      case "good.example" -> of(query, four ? new String[] {name + " 60 A 192.0.2.1"} : none);
      case "six.example" -> of(query, four ? none : new String[] {name + " 60 AAAA 2001:db8::1"});
      case "nothing.example" -> of(query);
      case "servfail.example" -> ScriptedServer.records(query, Rcode.SERVFAIL);
      case "refused.example" -> ScriptedServer.records(query, Rcode.REFUSED);
      case "silent.example" -> null;
      case "garbage.example" -> new byte[] {1, 2, 3};
      case "other.example" -> of(question("elsewhere.example", query));
      case "wrongid.example" -> {
        byte[] answer = of(query, name + " 60 A 192.0.2.66");
        answer[0] ^= 0x55;
        yield answer;
      }
      case "thousand.example" -> tcp ? of(query, four ? thousand(name) : none) : truncated(query);
      case "part.example" -> tcp ? null : truncated(query);
      case "alias.example" ->
          of(query, "alias.example 60 CNAME b.example.", "b.example 60 CNAME good.example.");
      case "loop.example" ->
          of(query, "loop.example 60 CNAME b.example.", "b.example 60 CNAME loop.example.");
      case "dangling.example" ->
          ScriptedServer.records(query, Rcode.NXDOMAIN, "dangling.example 60 CNAME gone.example.");
      case "halfsix.example" -> four ? of(query, name + " 60 A 192.0.2.1") : null;
      default -> ScriptedServer.records(query, Rcode.NXDOMAIN);
    };
  }

  private static byte[] of(Message query, String... records) throws Exception {
    return ScriptedServer.records(query, Rcode.NOERROR, records);
  }

  private static Message question(String name, Message query) throws Exception {
    Message other =
        Message.newQuery(
            org.xbill.DNS.Record.newRecord(
                Name.fromString(name, Name.root), query.getQuestion().getType(), 1));
    other.getHeader().setID(query.getHeader().getID());
    return other;
  }

  private static String[] thousand(String name) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> "%s 60 A 10.0.%d.%d".formatted(name, i / 250, i % 250 + 1))
        .toArray(String[]::new);
  }

  private static byte[] truncated(Message query) throws Exception {
    Message answer = ScriptedServer.message(query, Rcode.NOERROR);
    answer.getHeader().setFlag(Flags.TC);
    return answer.toWire();
  }

  private static String said(NameResolver names, ScriptedServer server, String host)
      throws Exception {
    return switch (names.find(host, soon())) {
      case Lookup.Addresses found ->
          found.addresses().size() > 5
              ? found.addresses().size() + " addresses"
              : String.join(" ", found.addresses().stream().map(IpText::of).toList());
      case Lookup.Absent absent -> "theirs: " + absent.sentence();
      case Lookup.Failed failed -> "ours: " + failed.cause().replace(server.name(), "server");
    };
  }

  @Test
  void each_thing_a_name_server_does_has_its_own_sentence() throws Exception {
    String[][] table = {
      {"good.example", "192.0.2.1"},
      {"GOOD.example", "192.0.2.1"},
      {"six.example", "2001:db8::1"},
      {"alias.example", "192.0.2.1"},
      {"thousand.example", "64 addresses"},
      {"halfsix.example", "192.0.2.1"},
      {"absent.example", "theirs: name absent.example does not exist"},
      {"nothing.example", "theirs: name nothing.example has no address"},
      {"loop.example", "theirs: name loop.example is an alias that leads to itself"},
      {
        "dangling.example",
        "theirs: name dangling.example is an alias of gone.example, which does not exist"
      },
      {"nosuch.invalid", "theirs: name nosuch.invalid does not exist"},
      {"a..b", "theirs: name a..b is not a name that can exist"},
      {"servfail.example", "ours: server answered SERVFAIL"},
      {"refused.example", "ours: server answered REFUSED"},
      {"garbage.example", "ours: server answered what is no answer to the question"},
      {"other.example", "ours: server answered what is no answer to the question"},
      {"wrongid.example", "ours: server answered with a wrong id"},
      {"part.example", "ours: server answered only in part, and not over TCP"},
      {"localhost", "127.0.0.1 ::1"},
      {"db.localhost", "127.0.0.1 ::1"},
      {"192.0.2.9", "192.0.2.9"},
      {"2001:db8::9", "2001:db8::9"},
    };
    try (ScriptedServer server = new ScriptedServer(NameResolverTest::answer)) {
      NameResolver names = ScriptedServer.names(server);
      for (String[] row : table) {
        // twice: what is remembered keeps its cause
        assertEquals(row[1], said(names, server, row[0]), row[0]);
        assertEquals(row[1], said(names, server, row[0]), row[0]);
      }
    }
  }

  @Test
  void a_server_may_hang_up_after_each_answer_over_tcp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(NameResolverTest::answer)) {
      for (int i = 0; i < 20; i++) {
        NameResolver names = ScriptedServer.names(server);
        assertEquals("64 addresses", said(names, server, "thousand.example"), "time " + i);
      }
    }
  }

  @Test
  void a_silent_server_is_named_within_the_time_given() throws Exception {
    try (ScriptedServer server = new ScriptedServer(NameResolverTest::answer)) {
      NameResolver names = ScriptedServer.names(server);
      long since = System.nanoTime();
      Lookup found = names.find("silent.example", Deadline.after(Duration.ofMillis(200)));
      assertTrue(System.nanoTime() - since < TimeUnit.SECONDS.toNanos(30));
      assertEquals(new Lookup.Failed(server.name() + " did not answer"), found);
      assertEquals("ours: server did not answer", said(names, server, "silent.example"));
    }
  }

  @Test
  void a_server_that_is_not_there_is_named_and_the_next_one_asked() throws Exception {
    ScriptedServer gone = new ScriptedServer(NameResolverTest::answer);
    gone.close();
    try (ScriptedServer refusing = new ScriptedServer(ScriptedServer.code(Rcode.REFUSED));
        ScriptedServer good = new ScriptedServer(NameResolverTest::answer)) {
      assertEquals(
          "192.0.2.1", said(ScriptedServer.names(gone, refusing, good), good, "good.example"));
      Lookup none = ScriptedServer.names(gone, refusing).find("good.example", soon());
      assertEquals(
          gone.name()
              + " is not there (port unreachable), "
              + refusing.name()
              + " answered REFUSED",
          assertInstanceOf(Lookup.Failed.class, none).cause());
    }
  }

  @Test
  void many_who_want_one_name_at_once_ask_once_and_remember_it_for_its_time() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(
            (query, tcp) -> {
              all.await();
              return ScriptedServer.here(60).answer(query, tcp);
            })) {
      AtomicLong clock = new AtomicLong();
      NameResolver names = ScriptedServer.names(clock::get, server);
      List<CompletableFuture<Lookup>> found =
          IntStream.range(0, 50)
              .mapToObj(
                  _ -> CompletableFuture.supplyAsync(() -> find(names), Thread::startVirtualThread))
              .toList();
      all.countDown();
      found.forEach(each -> assertInstanceOf(Lookup.Addresses.class, each.join()));
      assertEquals(2, server.asked().size(), server.asked().toString());
      clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
      find(names);
      assertEquals(2, server.asked().size());
      clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
      find(names);
      assertEquals(4, server.asked().size());
      server.script(ScriptedServer.here(0));
      clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
      find(names);
      find(names);
      assertEquals(8, server.asked().size());
    }
  }

  private static Lookup find(NameResolver names) {
    try {
      return names.find("a.example", soon());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void short_names_are_completed_and_a_failing_domain_hides_no_other() throws Exception {
    ScriptedServer.Script script =
        (query, tcp) ->
            switch (ScriptedServer.name(query)) {
              case "db.prod.example", "x.y.other.example", "www.example" ->
                  ScriptedServer.here(60).answer(query, tcp);
              case "www.prod.example" -> ScriptedServer.records(query, Rcode.SERVFAIL);
              default -> ScriptedServer.records(query, Rcode.NXDOMAIN);
            };
    try (ScriptedServer server = new ScriptedServer(script)) {
      List<Name> search =
          List.of(Name.fromString("prod.example."), Name.fromString("other.example."));
      NameResolver names = ScriptedServer.names(search, 1, server);
      assertEquals("127.0.0.1", said(names, server, "db"));
      assertEquals("127.0.0.1", said(names, server, "x.y"));
      assertEquals("127.0.0.1", said(names, server, "www.example"));
      assertEquals("ours: server answered SERVFAIL", said(names, server, "www"));
      assertEquals(
          "x.y A",
          server.asked().stream().filter(q -> q.startsWith("x.y")).sorted().findFirst().get());
      NameResolver cluster = ScriptedServer.names(search, 5, server);
      assertEquals("127.0.0.1", said(cluster, server, "www.example"));
    }
  }

  @Test
  void the_hosts_file_comes_first_and_is_read_again_when_it_changes() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "127.0.0.2 dual.test # both\n::1 Dual.test\nnonsense here\n");
    try (ScriptedServer server = new ScriptedServer(NameResolverTest::answer)) {
      NameServers fixed = ScriptedServer.list(List.of(), 1, server);
      NameResolver names = new NameResolver(hosts, false, () -> fixed, System::nanoTime);
      assertEquals("127.0.0.2 ::1", said(names, server, "dual.test"));
      assertEquals("192.0.2.1", said(names, server, "good.example"));
      NameResolver alone = new NameResolver(hosts, true, () -> fixed, System::nanoTime);
      assertEquals("127.0.0.2 ::1", said(alone, server, "dual.test"));
      assertEquals("theirs: name good.example does not exist", said(alone, server, "good.example"));
      Files.writeString(hosts, "127.0.0.3 dual.test\n");
      assertTrue(Wait.until(Wait.LONG, () -> said(names, server, "dual.test").equals("127.0.0.3")));
    }
  }

  @Test
  void servers_work_when_they_answer_for_another_name_and_not_from_their_cache_alone()
      throws Exception {
    AtomicLong ttl = new AtomicLong(300);
    try (ScriptedServer server =
        new ScriptedServer((query, tcp) -> forwarder(query, tcp, ttl.get()))) {
      NameResolver names = ScriptedServer.names(server);
      names.find("known.example", soon());
      assertTrue(names.works("known.example", soon()));
      ttl.set(200);
      NameResolver later = ScriptedServer.names(server);
      ttl.set(300);
      later.find("known.example", soon());
      ttl.set(200);
      assertFalse(later.works("known.example", soon()));
      assertTrue(server.asked().stream().anyMatch(q -> q.matches("up[0-9a-f]+\\.known\\..*")));
    }
  }

  /** Answers for one name, and SERVFAIL for all that is not in its cache. */
  private static byte[] forwarder(Message query, boolean tcp, long ttl) throws Exception {
    return ScriptedServer.name(query).equals("known.example")
        ? ScriptedServer.here((int) ttl).answer(query, tcp)
        : ScriptedServer.records(query, Rcode.SERVFAIL);
  }

  @Test
  void ipv6_addresses_are_written_as_people_write_them() {
    String[] written = {
      "2001:db8::53", "::", "::1", "1::", "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "fe80::a:b"
    };
    for (String each : written) {
      assertEquals(each, IpText.of(InetAddress.ofLiteral(each)));
    }
    assertEquals("192.0.2.1", IpText.of(InetAddress.ofLiteral("192.0.2.1")));
    assertNotNull(NameResolver.system());
  }
}
