package dev.uproute.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.importer.KumaTargets.Carried;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Monitors of Uptime Kuma that log in to a server and ask it something: whether its port takes
 * connections is what is left of them.
 */
final class KumaPorts {
  private static final Pattern SERVER =
      Pattern.compile(
          "(?i)(?:^|;)\\s*(?:server|data source|addr|address)\\s*=\\s*(?:tcp:)?([^,;\\\\]+)(?:,(\\d+))?");
  private static final Map<String, Integer> DATABASES =
      Map.of("postgres", 5432, "mysql", 3306, "mongodb", 27017, "redis", 6379, "sqlserver", 1433);
  private static final String PORT_ONLY =
      "whether its port takes connections is checked, not what is asked or who logs in";

  private KumaPorts() {}

  static Carried broker(SourceRow monitor, String type, Map<String, Object> keys) {
    boolean kafka = type.equals("kafka-producer");
    JsonNode nodes = monitor.json(kafka ? "kafka_producer_brokers" : "rabbitmq_nodes");
    String first = nodes == null || nodes.isEmpty() ? null : nodes.get(0).asText();
    if (nodes != null && nodes.size() > 1) {
      monitor.lose("type", "one node is checked, the first of " + nodes.size());
    }
    return authority(monitor, first, kafka ? 9092 : 15672, keys);
  }

  static Carried database(SourceRow monitor, String type, Map<String, Object> keys) {
    Integer port = type == null ? null : DATABASES.get(type);
    String where = monitor.text("database_connection_string");
    if (port == null) {
      return KumaTargets.none(monitor, "there is no check of type " + type + " here");
    }
    if (type.equals("sqlserver")) {
      Matcher server = SERVER.matcher(where == null ? "" : where);
      String named = server.find() && server.group(2) != null ? ":" + server.group(2) : "";
      where = server.hasMatch() ? server.group(1).strip() + named : null;
    }
    return authority(monitor, where, port, keys);
  }

  /** Of an address with or without a scheme only host and port are taken; never a password. */
  static Carried authority(SourceRow monitor, String address, int port, Map<String, Object> keys) {
    try {
      String whole = address == null ? "" : address.strip();
      URI uri = URI.create(whole.contains("://") ? whole : "tcp://" + whole);
      int named = uri.getPort() > 0 ? uri.getPort() : port;
      if (uri.getHost() != null && named > 0) {
        keys.put("url", "tcp://" + uri.getHost() + ":" + named);
        monitor.lose("type", PORT_ONLY);
        return Carried.SAME;
      }
    } catch (IllegalArgumentException _) {
      // it may hold a password, so it is not shown
    }
    return KumaTargets.none(monitor, "its address cannot be read");
  }

  /**
   * @param usual the port where the monitor names none
   */
  static Carried of(SourceRow monitor, String host, int usual, Map<String, Object> keys) {
    String plain = host == null ? null : host.replaceFirst("^[a-z]+://", "");
    int port = monitor.number("port");
    return authority(
        monitor,
        plain == null ? null : KumaTargets.bracketed(plain) + ":" + (port > 0 ? port : usual),
        1,
        keys);
  }
}
