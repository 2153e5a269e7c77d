package dev.uproute.dns;

import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    return send(question, server, patience, false)
        .thenCompose(
            answer ->
                answer.getHeader().getFlag(Flags.TC)
                    ? whole(name, question, answer, server, patience)
                    : CompletableFuture.completedFuture(Reply.read(name, answer)))
        .exceptionally(e -> Reply.fault(fault(e)));
  }

  private static CompletableFuture<Message> send(
      Message question, NameServer server, Duration patience, boolean tcp) {
    SimpleResolver one = new SimpleResolver(server.address());
    // as the system's own resolver: servers in small routers fail at extensions
    one.setEDNS(-1);
    one.setIgnoreTruncation(true);
    one.setTCP(tcp);
    one.setTimeout(patience);
    return one.sendAsync(question, Thread::startVirtualThread)
        .toCompletableFuture()
        .orTimeout(patience.toMillis() + 500, java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  /** The rest of a long answer; what was in the short one counts where there is no rest to get. */
  private static CompletableFuture<Reply> whole(
      Name name, Message question, Message part, NameServer server, Duration patience) {
    Reply first = Reply.read(name, part);
    return send(question, server, patience, true)
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
