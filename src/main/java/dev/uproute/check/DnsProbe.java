package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.service.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks one name server one question: {@code dns://resolver:53/name?type=A}. UP when there is an
 * answer of the asked type that contains what is expected. Thread-safe.
 */
public final class DnsProbe {
  private final Resolver resolver;
  private final Verdict verdict;

  public DnsProbe(Resolver resolver, Verdict verdict) {
    this.resolver = resolver;
    this.verdict = verdict;
  }

  public Result check(Attempt attempt) throws IOException {
    Service service = attempt.service();
    Target target = service.target();
    Trace trace = new Trace(attempt.deadline());
    try {
      List<InetAddress> servers =
          resolver.resolve(service, target.host(), target.port(), attempt.deadline(), trace);
      trace.address = servers.getFirst().getHostAddress();
      Record question = question(target.url());
      trace.begin();
      Message answer = ask(servers.getFirst(), target.port(), question, attempt);
      trace.firstByte();
      return judge(attempt, question, answer, trace);
    } catch (IOException e) {
      String peer = target.host() + ":" + target.port();
      boolean silence = String.valueOf(e.getMessage()).startsWith("Timed out");
      IOException told = silence ? slow(attempt) : Faults.explain(e, peer, attempt.deadline());
      if (told instanceof NoAnswer none) {
        return Verdict.none(attempt, none, trace.silent());
      }
      throw e;
    }
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

  private static Message ask(InetAddress server, int port, Record question, Attempt attempt)
      throws IOException {
    SimpleResolver one = new SimpleResolver(new InetSocketAddress(server, port));
    one.setTimeout(Duration.ofNanos(Math.max(1, attempt.deadline().leftNanos())));
    return one.send(Message.newQuery(question));
  }

  private Result judge(Attempt attempt, Record question, Message answer, Trace trace) {
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
    String records =
        answer.getSection(Section.ANSWER).stream()
            .filter(record -> record.getType() == question.getType())
            .map(Record::rdataToString)
            .collect(Collectors.joining("\n"));
    return records.isEmpty()
        ? attempt.result(Status.DOWN, "no answer to " + asked, evidence)
        : verdict.text(attempt, asked + " answered", records, evidence);
  }
}
