package dev.uproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks Jolokia as hawtio does. */
final class JolokiaClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final String login;

  JolokiaClient(int port, String user, String password) {
    address = URI.create("http://127.0.0.1:" + port + "/jolokia/?ignoreErrors=true");
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  String login() {
    return login;
  }

  /**
   * One request of the protocol.
   *
   * @param bean null for none
   * @param member an attribute, or an operation; null for all
   */
  JsonNode ask(String type, String bean, String member, Object... arguments) throws Exception {
    ObjectNode request = JSON.createObjectNode().put("type", type);
    if (bean != null) {
      request.put("mbean", bean);
    }
    if (type.equals("exec")) {
      request.put("operation", member);
      request.set("arguments", JSON.valueToTree(arguments));
    } else if (type.equals("notification")) {
      request.put("command", member);
    } else if (member != null) {
      request.put("attribute", member);
      request.put("value", "x");
    }
    HttpResponse<String> answer = send(request.toString(), login, null);
    return JSON.readTree(answer.body());
  }

  /** Asks for the version, with these headers or without. */
  HttpResponse<String> with(String authorization, String origin) throws Exception {
    return send("{\"type\":\"version\"}", authorization, origin);
  }

  private HttpResponse<String> send(String body, String authorization, String origin)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (origin != null) {
      request.header("Origin", origin);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
