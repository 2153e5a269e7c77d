package dev.uproute.importer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an endpoint of Gatus dials, as an address here.
 *
 * @param expects text the answer has to contain; null = any
 * @param silent whether nothing is sent and read, but was there
 */
record GatusAddress(String url, String expects, boolean silent) {
  private GatusAddress(String url, String expects) {
    this(url, expects, false);
  }

  private static final String CONNECTS = "that it connects, and nothing behind that";
  private static final Pattern FORM =
      Pattern.compile("([a-z]+)://([^/:?#\\[]*|\\[[^\\]]*\\])(:\\d+)?(.*)", Pattern.DOTALL);

  boolean http() {
    return url.startsWith("http");
  }

  /** Whether a payload can be sent. */
  boolean raw() {
    return url.matches("(tcp|udp|tls):.*") && !silent && expects == null;
  }

  boolean dns() {
    return url.startsWith("dns:");
  }

  /** Null when it cannot be checked here, which is lost. */
  static GatusAddress of(Section endpoint) {
    String url = endpoint.text("url");
    Section dns = endpoint.group("dns");
    Section ssh = endpoint.group("ssh");
    if (url == null) {
      endpoint.lose("name", "the endpoint has no url and is left out");
      return null;
    }
    if (dns != null) {
      return dns(url, dns);
    }
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      // most often a variable of the environment
      return new GatusAddress(url, null);
    }
    String host = form.group(2);
    String port = form.group(3);
    return switch (form.group(1)) {
      case "icmp" -> new GatusAddress("ping://" + host, null);
      case "ssh" -> ssh(endpoint, ssh, host, port == null ? ":22" : port);
      case "starttls" ->
          replaced(endpoint, "tcp://" + host + port, "that it connects; not the certificate");
      case "ws" -> replaced(endpoint, "tcp://" + host + (port == null ? ":80" : port), CONNECTS);
      case "wss" -> replaced(endpoint, "tls://" + host + (port == null ? "" : port), CONNECTS);
      case "grpc" -> replaced(endpoint, "tcp://" + host + (port == null ? ":80" : port), CONNECTS);
      case "grpcs" -> replaced(endpoint, "tls://" + host + (port == null ? "" : port), CONNECTS);
      case "sctp" -> {
        endpoint.lose("url", "there is no check of SCTP; the endpoint is left out");
        yield null;
      }
      default -> new GatusAddress(url, null);
    };
  }

  private static GatusAddress replaced(Section endpoint, String url, String what) {
    endpoint.lose("url", "is checked as " + url + ": " + what);
    return new GatusAddress(url, null, true);
  }

  private static GatusAddress dns(String url, Section dns) {
    String server = url.replaceFirst("^[a-z]+://", "").replaceFirst(":53$", "");
    String name = dns.text("query-name");
    String type = dns.text("query-type");
    dns.end();
    String path = "/" + (name == null ? "" : name.replaceFirst("\\.$", ""));
    return new GatusAddress(
        "dns://" + server + path + "?type=" + (type == null ? "A" : type), null);
  }

  private static GatusAddress ssh(Section endpoint, Section ssh, String host, String port) {
    if (ssh != null) {
      ssh.text("username");
      ssh.text("password");
      ssh.text("private-key");
      ssh.end();
    }
    endpoint.lose("url", "is checked as tcp:// for the greeting of SSH; nobody logs in");
    endpoint.lose("body", "no command is run");
    return new GatusAddress("tcp://" + host + port, "SSH-");
  }
}
