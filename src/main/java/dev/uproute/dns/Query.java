package dev.uproute.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/** One question to one name server, over UDP and, where the answer is too long, TCP. */
final class Query {
  static final String SILENCE = "did not answer";

  private Query() {}

  /** Completes with a Reply whatever happens, within the patience or a little more. */
  static CompletableFuture<Reply> ask(Name name, int type, NameServer server, Duration patience) {
    Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    return send(question, server, patience)
        .thenCompose(
            answer ->
                answer.getHeader().getFlag(Flags.TC)
                    ? whole(name, question, answer, server, patience)
                    : CompletableFuture.completedFuture(Reply.read(name, answer)))
        .exceptionally(e -> Reply.fault(fault(e)));
  }

  private static CompletableFuture<Message> send(
      Message question, NameServer server, Duration patience) {
    SimpleResolver one = new SimpleResolver(server.address());
    // as the system's own resolver: servers in small routers fail at extensions
    one.setEDNS(-1);
    one.setIgnoreTruncation(true);
    one.setTimeout(patience);
    return one.sendAsync(question, Thread::startVirtualThread)
        .toCompletableFuture()
        .orTimeout(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
  }

  /**
   * Over TCP, by a connection of its own. The library sends both questions for a name by one, and a
   * server that hangs up after its first answer has not answered the other.
   */
  private static CompletableFuture<Message> connect(
      Message question, NameServer server, Duration patience) {
    CompletableFuture<Message> answer = new CompletableFuture<>();
    Socket socket = new Socket();
    answer
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> close(socket));
    Thread.startVirtualThread(
        () -> {
          try {
            socket.connect(server.address(), Math.toIntExact(patience.toMillis()));
            answer.complete(exchange(question, socket));
          } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static Message exchange(Message question, Socket socket) throws IOException {
    byte[] asked = question.toWire(Message.MAXLENGTH);
    ByteBuffer framed = ByteBuffer.allocate(2 + asked.length);
    socket.getOutputStream().write(framed.putShort((short) asked.length).put(asked).array());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    Message answer = new Message(bytes);
    if (answer.getHeader().getID() != question.getHeader().getID()) {
      throw new WireParseException("invalid message id");
    }
    return answer;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more
    }
  }

  /** The rest of a long answer; what was in the short one counts where there is no rest to get. */
  private static CompletableFuture<Reply> whole(
      Name name, Message question, Message part, NameServer server, Duration patience) {
    Reply first = Reply.read(name, part);
    return connect(question, server, patience)
        .thenApply(answer -> Reply.read(name, answer))
        .exceptionally(
            _ ->
                first.addresses().isEmpty()
                    ? Reply.fault("answered only in part, and not over TCP")
                    : first);
  }

  private static String fault(Throwable e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case java.util.concurrent.TimeoutException _ -> SILENCE;
      case SocketTimeoutException _ -> SILENCE;
      case WireParseException _ when message.startsWith("invalid message id") ->
          "answered with a wrong id";
      case WireParseException _ -> "answered what is no answer to the question";
      case PortUnreachableException _ -> "is not there (port unreachable)";
      case ConnectException _ -> "is not there (connection refused)";
      case IOException _ when message.contains("imed out") -> SILENCE;
      default -> "cannot be asked: " + message;
    };
  }
}
