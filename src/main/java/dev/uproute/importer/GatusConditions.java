package dev.uproute.importer;

import dev.uproute.parse.Node;
import dev.uproute.text.Durations;
import dev.uproute.text.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions of one endpoint of Gatus as expectations. Not thread-safe. */
final class GatusConditions {
  private static final Pattern FORM =
      Pattern.compile("(.*?) (==|!=|<=|>=|<|>) (.*)", Pattern.DOTALL);
  private static final Pattern PLACEHOLDER =
      Pattern.compile("((?:len|has)\\()?(\\[[A-Za-z_]+\\]).*");
  private static final Pattern ANY = Pattern.compile("any\\((.*)\\)", Pattern.DOTALL);
  private static final int FIRST = 100;
  private static final int LAST = 599;

  private final Section endpoint;
  private final GatusAddress address;
  private final Map<String, Object> keys;
  private final Duration timeout;
  private final GatusBody body;
  private final BitSet statuses = new BitSet();
  private boolean unclear;

  /**
   * @param keys of the service, which get more
   */
  GatusConditions(
      Section endpoint, GatusAddress address, Map<String, Object> keys, Duration timeout) {
    this.endpoint = endpoint;
    this.address = address;
    this.keys = keys;
    this.timeout = timeout;
    this.body = new GatusBody(keys, address.dns());
    statuses.set(FIRST, LAST + 1);
  }

  void read() {
    for (Node.Text condition : endpoint.items("conditions")) {
      String why = lost(condition.value());
      if (why != null) {
        endpoint.lose(condition, "conditions", Shown.quoted(condition.value()) + ": " + why);
      }
    }
    if (address.http() && !unclear) {
      keys.put("expect.http_status", ranges());
    }
  }

  /** Takes a condition; returns what is lost of it, null for nothing. */
  private String lost(String condition) {
    Matcher form = FORM.matcher(condition.strip());
    if (!form.matches()) {
      return "is no condition";
    }
    String left = form.group(1).strip();
    String right = form.group(3).strip();
    String op = form.group(2);
    boolean turned = !PLACEHOLDER.matcher(left).matches() && PLACEHOLDER.matcher(right).matches();
    if (turned) {
      String other = left;
      left = right;
      right = other;
      op = op.startsWith("<") ? op.replace('<', '>') : op.replace('>', '<');
    }
    Matcher placeholder = PLACEHOLDER.matcher(left);
    if (!placeholder.matches()) {
      return "compares nothing that is found";
    }
    return switch (placeholder.group(2).toUpperCase(Locale.ROOT)) {
      case "[STATUS]" -> status(op, right);
      case "[BODY]" ->
          address.silent() ? "nothing is sent and read there" : body.lost(left, op, right);
      case "[RESPONSE_TIME]" -> time(op, right);
      case "[CERTIFICATE_EXPIRATION]" -> certificate(op, right);
      case "[CONNECTED]" -> (op + right).equals("==true") ? null : "a check is UP when it connects";
      case "[DNS_RCODE]" ->
          (op + right).equals("==NOERROR") ? null : "a name is UP when it has an answer";
      case "[DOMAIN_EXPIRATION]" -> "registrations of domains are not looked up";
      case "[IP]" -> "the address is kept with each result, and not judged";
      default -> "there is nothing like it here";
    };
  }

  private String status(String op, String value) {
    if (!address.http()) {
      return "only http has a status";
    }
    Matcher any = ANY.matcher(value);
    List<String> values = any.matches() ? List.of(any.group(1).split("\\s*,\\s*")) : List.of(value);
    BitSet meant = new BitSet();
    for (String each : values) {
      String glob = GatusBody.glob(each);
      if (glob == null && !each.matches("\\d{3}")) {
        unclear = true;
        return "is no status; 200-399 are expected";
      }
      for (int status = FIRST; status <= LAST; status++) {
        boolean holds =
            glob != null
                ? String.valueOf(status).matches(glob) == op.equals("==")
                : holds(status, op, Integer.parseInt(each));
        meant.set(status, meant.get(status) || holds);
      }
    }
    if (!statuses.intersects(meant)) {
      return "with the conditions before no status is left";
    }
    statuses.and(meant);
    return null;
  }

  private static boolean holds(int status, String op, int value) {
    return switch (op) {
      case "==" -> status == value;
      case "!=" -> status != value;
      case "<" -> status < value;
      case "<=" -> status <= value;
      case ">" -> status > value;
      default -> status >= value;
    };
  }

  private List<Object> ranges() {
    List<Object> ranges = new ArrayList<>();
    for (int from = statuses.nextSetBit(0); from >= 0; from = statuses.nextSetBit(from)) {
      int end = statuses.nextClearBit(from);
      ranges.add(end - from == 1 ? (Object) from : from + "-" + (end - 1));
      from = end;
    }
    return ranges;
  }

  private String time(String op, String value) {
    if (!op.startsWith("<") || !value.matches("\\d{1,9}")) {
      return "a response time has an upper limit only";
    }
    Duration limit = Duration.ofMillis(Long.parseLong(value));
    if (!GatusEndpoints.timed(address.url())) {
      return "this type has no response time";
    }
    if (limit.compareTo(timeout) < 0 && !limit.isZero()) {
      keys.put("degraded.slower_than", Durations.text(limit));
      return "a slower answer is DEGRADED here, not DOWN";
    }
    return "the timeout, " + Durations.text(timeout) + ", ends such a check before";
  }

  private String certificate(String op, String value) {
    Duration limit = value.matches("\\d+") ? null : Durations.guess(value);
    if (!op.startsWith(">") || limit == null || !address.url().matches("(https|tls):.*")) {
      return "is not judged; tls_warn_days are 30, 14 and 7";
    }
    long days = Math.max(1, (limit.toHours() + 23) / 24);
    if (days > 365) {
      return "tls_warn_days are at most 365";
    }
    keys.put("tls_warn_days", List.of((int) days));
    return "is notified as an event tls at " + days + " d left, and is not DOWN";
  }
}
