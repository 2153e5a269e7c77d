package dev.uproute.importer;

import dev.uproute.parse.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One module of blackbox_exporter.
 *
 * @param prober {@code http}, {@code tcp}, {@code icmp} or {@code dns}
 * @param timeout null when it has none
 * @param keys what a service gets of it
 * @param secure whether a tcp prober speaks TLS
 * @param question what a dns prober asks for, as path and query
 */
record BlackboxModule(
    String prober, Duration timeout, Map<String, Object> keys, boolean secure, String question) {
  private static final String FAMILY = "the address that answers is taken, of either family";

  /** Null when it cannot be checked here, which is lost. */
  static BlackboxModule of(Section module) {
    String prober = module.text("prober");
    Duration timeout = module.duration("timeout");
    Map<String, Object> keys = new LinkedHashMap<>();
    Section inner = module.group(prober == null ? "" : prober);
    BlackboxModule read =
        switch (prober == null ? "" : prober) {
          case "http" -> {
            if (inner == null) {
              keys.put("expect.http_status", "2xx");
            } else {
              BlackboxHttp.read(inner, keys);
            }
            yield new BlackboxModule(prober, timeout, keys, false, null);
          }
          case "tcp" -> new BlackboxModule(prober, timeout, keys, tcp(inner, keys), null);
          case "icmp" -> {
            if (inner != null) {
              inner.node("payload_size");
              inner.lose("dont_fragment", "is left to the system");
              inner.lose("ttl", "is left to the system");
            }
            yield new BlackboxModule(prober, timeout, keys, false, null);
          }
          case "dns" -> new BlackboxModule(prober, timeout, keys, false, dns(inner, keys));
          default -> {
            module.lose("prober", "there is no check of it; its targets are left out");
            yield null;
          }
        };
    if (inner != null) {
      inner.node("ip_protocol_fallback");
      inner.lose("preferred_ip_protocol", FAMILY);
      inner.lose("source_ip_address", "the system chooses the address to dial from");
      inner.end();
    }
    module.end();
    return read;
  }

  /** The address of a target, and what the module says of it. */
  void put(Node.Text target, Map<String, Object> into, Section group) {
    String address = target.value();
    String bare = address.replaceFirst("^[a-z]+://", "");
    String host = bare.replaceFirst("/.*", "");
    into.put(
        "url",
        switch (prober) {
          case "http" -> address.matches("https?://.*") ? address : "http://" + address;
          case "tcp" -> (secure ? "tls://" : "tcp://") + host;
          case "icmp" -> "ping://" + host.replaceFirst("^([^:]+|\\[.*]):\\d+$", "$1");
          default -> "dns://" + host.replaceFirst(":53$", "") + question;
        });
    into.putAll(keys);
    boolean plain = into.get("url").toString().startsWith("http:");
    Object needed = into.remove(BlackboxHttp.SECURE);
    if (needed != null && plain != needed.equals("never")) {
      group.lose(target, "targets", "whether the answer comes by TLS is not judged");
    }
  }

  private static boolean tcp(Section tcp, Map<String, Object> keys) {
    if (tcp == null) {
      return false;
    }
    boolean secure = tcp.set("tls");
    BlackboxHttp.tls(tcp.group("tls_config"), secure ? keys : new LinkedHashMap<>());
    List<Section> talk = tcp.groups("query_response");
    for (int i = 0; i < talk.size(); i++) {
      Section line = talk.get(i);
      String send = line.text("send");
      String expect = line.text("expect");
      if (i > 0 && (send != null || expect != null) || line.node("starttls") != null) {
        tcp.lose(
            "query_response", "one text is sent and one answer judged: only the first of it is");
        break;
      }
      if (send != null) {
        keys.put("send", send + "\n");
      }
      if (expect != null) {
        keys.put("expect.body_matches", expect);
      }
      line.node("labels");
      line.end();
    }
    return secure;
  }

  private static String dns(Section dns, Map<String, Object> keys) {
    if (dns == null) {
      return "/.?type=A";
    }
    String name = dns.text("query_name");
    String type = dns.text("query_type");
    if (type == null || type.equalsIgnoreCase("ANY")) {
      dns.lose(type == null ? "query_name" : "query_type", "ANY cannot be asked for; A is");
      type = "A";
    }
    List<String> codes = dns.texts("valid_rcodes");
    if (!codes.isEmpty() && !codes.equals(List.of("NOERROR"))) {
      dns.lose("valid_rcodes", "a name is UP when it has an answer");
    }
    Section answer = dns.group("validate_answer_rrs");
    if (answer != null) {
      List<String> wanted = answer.texts("fail_if_none_matches_regexp");
      wanted = wanted.isEmpty() ? answer.texts("fail_if_not_matches_regexp") : wanted;
      if (wanted.size() == 1) {
        keys.put("expect.body_matches", wanted.getFirst());
        answer.lose(
            "fail_if_not_matches_regexp", "it is enough that one record matches, by its value");
      }
      answer.end();
    }
    dns.lose("validate_authority_rrs", "only answers are judged");
    dns.lose("validate_additional_rrs", "only answers are judged");
    dns.lose("transport_protocol", "UDP is asked, TCP where an answer is cut");
    dns.lose("dns_over_tls", "name servers are asked in clear text");
    return "/" + (name == null ? "" : name.replaceFirst("\\.$", "")) + "?type=" + type;
  }
}
