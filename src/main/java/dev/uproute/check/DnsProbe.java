package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.service.Target;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Variable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Asks one name server one question: {@code dns://resolver:53/name?type=A}. UP when there is an
 * answer of the asked type that contains what is expected. Thread-safe.
 */
public final class DnsProbe {
  private final Resolver resolver;
  private final Judge verdict;

  public DnsProbe(Resolver resolver, Judge verdict) {
    this.resolver = resolver;
    this.verdict = verdict;
  }

  public Result check(@Variable("attempt") Attempt attempt) throws IOException {
    Service service = attempt.service();
    Target target = service.target();
    CheckTrace trace = new CheckTrace(attempt.deadline());
    try {
      List<InetAddress> servers =
          resolver.resolve(service, target.host(), target.port(), attempt.deadline(), trace);
      Record question = question(target.url());
      Message answer = first(servers, question, attempt, trace);
      return judge(attempt, question, answer, trace);
    } catch (NoAnswer e) {
      return Judge.none(attempt, e, trace.silent());
    }
  }

  /** The answer of the first address that gives one; each leaves time for the next. */
  private static Message first(
      List<InetAddress> servers, Record question, Attempt attempt, CheckTrace trace)
      throws IOException {
    int port = attempt.service().target().port();
    IOException failure = null;
    for (int i = 0; i < servers.size(); i++) {
      InetAddress server = servers.get(i);
      trace.address = server.getHostAddress();
      long share = attempt.deadline().leftNanos() / (servers.size() - i);
      trace.begin();
      try {
        return ask(server, port, question, Math.max(1, share));
      } catch (IOException e) {
        failure = NoAnswer.rather(failure, explained(e, Dialer.peer(trace.address, port), attempt));
      } finally {
        trace.firstByte();
      }
    }
    throw failure;
  }

  private static IOException explained(IOException e, String peer, Attempt attempt) {
    if (String.valueOf(e.getMessage()).startsWith("Timed out")) {
      return slow(attempt);
    }
    return e instanceof WireParseException
        ? NoAnswer.down(
            "answer of " + peer + " is not valid DNS: " + Sentence.quote(e.getMessage()))
        : FailureKinds.explain(e, peer, attempt.deadline());
  }

  private static NoAnswer slow(Attempt attempt) {
    return NoAnswer.timeout("no answer within " + Sentence.duration(attempt.deadline().length()));
  }

  private static Record question(String url) throws TextParseException {
    String rest = url.substring(url.indexOf("://") + 3);
    String name = rest.substring(rest.indexOf('/') + 1).replaceFirst("\\?.*", "");
    String type =
        url.matches(".*[?&]type=.*") ? url.replaceFirst(".*[?&]type=([^&]*).*", "$1") : "A";
    return Record.newRecord(
        Name.fromString(name, Name.root), Type.value(type.toUpperCase(Locale.ROOT)), DClass.IN);
  }

  private static Message ask(InetAddress server, int port, Record question, long nanos)
      throws IOException {
    SimpleResolver one = new SimpleResolver(new InetSocketAddress(server, port));
    one.setTimeout(Duration.ofNanos(nanos));
    return one.send(Message.newQuery(question));
  }

  private Result judge(Attempt attempt, Record question, Message answer, CheckTrace trace) {
    Evidence evidence = trace.answered();
    String asked = question.getName().toString(true) + " " + Type.string(question.getType());
    int code = answer.getRcode();
    if (code == Rcode.NXDOMAIN) {
      return attempt.result(
          Status.DOWN, "name " + question.getName().toString(true) + " does not exist", evidence);
    }
    if (code != Rcode.NOERROR) {
      return attempt.result(
          Status.DOWN, "name server answers " + Rcode.string(code) + " to " + asked, evidence);
    }
    List<Record> records =
        answer.getSection(Section.ANSWER).stream()
            .filter(record -> record.getType() == question.getType())
            .toList();
    return records.isEmpty()
        ? attempt.result(Status.DOWN, "no answer to " + asked, evidence)
        : judge(attempt, asked + " answered", new DnsText(records), evidence);
  }

  /** As expected in one notation is as expected. */
  private Result judge(Attempt attempt, String what, DnsText text, Evidence evidence) {
    String wanted = attempt.service().expect().bodyContains();
    List<String> notations = text.notations(wanted);
    if (text.lacks(wanted)) {
      String received = TextRules.received(new HttpBody(notations.getFirst(), false, null));
      return attempt.result(
          Status.DOWN, "answer does not contain " + Sentence.quote(wanted) + received, evidence);
    }
    for (String notation : notations) {
      Result result = verdict.text(attempt, what, notation, evidence);
      if (result.status() != Status.DOWN) {
        return result;
      }
    }
    return verdict.text(attempt, what, notations.getFirst(), evidence);
  }
}
