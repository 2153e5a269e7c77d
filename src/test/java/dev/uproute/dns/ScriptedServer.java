package dev.uproute.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on 127.0.0.1, over UDP and TCP, that answers as a script says. */
public final class ScriptedServer implements AutoCloseable {
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile Script script;

  /** What a question is answered with; null = nothing. */
  public interface Script {
    byte[] answer(Message query, boolean tcp) throws Exception;
  }

  public ScriptedServer(Script script) throws IOException {
    this.script = script;
    DatagramSocket socket = null;
    ServerSocket server = null;
    while (server == null) {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try {
        server = new ServerSocket(socket.getLocalPort(), 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        // the same port is taken for TCP: another one
        socket.close();
      }
    }
    this.udp = socket;
    this.tcp = server;
    Thread.ofPlatform().daemon().start(this::datagrams);
    Thread.ofPlatform().daemon().start(this::connections);
  }

  public void script(Script script) {
    this.script = script;
  }

  /** Names that ask nobody but these servers. */
  public static NameResolver names(ScriptedServer... servers) {
    return names(List.of(), 1, servers);
  }

  /** The same, whose memory runs by a clock of the test's. */
  public static NameResolver names(LongSupplier nanos, ScriptedServer... servers) {
    NameServers fixed = list(List.of(), 1, servers);
    return new NameResolver(Path.of("/no/hosts"), false, () -> fixed, nanos);
  }

  static NameResolver names(List<Name> search, int ndots, ScriptedServer... servers) {
    NameServers fixed = list(search, ndots, servers);
    return new NameResolver(Path.of("/no/hosts"), false, () -> fixed, System::nanoTime);
  }

  static NameServers list(List<Name> search, int ndots, ScriptedServer... servers) {
    return new NameServers(
        Arrays.stream(servers).map(each -> new NameServer(each.address())).toList(), search, ndots);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort());
  }

  /** As messages name it. */
  public String name() {
    return "name server 127.0.0.1:" + tcp.getLocalPort();
  }

  /** What was asked so far, such as {@code x.example A}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** The answer to a query with these records, each such as {@code x.example 60 A 192.0.2.1}. */
  public static byte[] records(Message query, int code, String... records) throws IOException {
    return message(query, code, records).toWire(65_535);
  }

  static Message message(Message query, int code, String... records) throws IOException {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(code);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    for (String each : records) {
      String[] words = each.split(" ", 4);
      Name name = Name.fromString(words[0], Name.root);
      int type = Type.value(words[2]);
      answer.addRecord(
          Record.fromString(name, type, DClass.IN, Long.parseLong(words[1]), words[3], Name.root),
          Section.ANSWER);
    }
    return answer;
  }

  /** Every name is this machine, with a time to live of so many seconds. */
  public static Script here(int ttl) {
    return (query, _) ->
        query.getQuestion().getType() == Type.A
            ? records(query, Rcode.NOERROR, name(query) + " " + ttl + " A 127.0.0.1")
            : records(query, Rcode.NOERROR);
  }

  public static Script code(int code) {
    return (query, _) -> records(query, code);
  }

  public static String name(Message query) {
    return query.getQuestion().getName().toString(true);
  }

  private byte[] answer(byte[] bytes, boolean tcp) {
    try {
      Message query = new Message(bytes);
      asked.add(name(query) + " " + Type.string(query.getQuestion().getType()));
      return script.answer(query, tcp);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void datagrams() {
    byte[] buffer = new byte[65_535];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()), false);
        if (answer != null) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // closed, or nobody waits for the answer any more
      }
    }
  }

  private void connections() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] query = in.readNBytes(in.readUnsignedShort());
        byte[] answer = answer(query, true);
        if (answer != null) {
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
        }
      } catch (IOException e) {
        // closed, or hung up
      }
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
