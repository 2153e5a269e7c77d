package dev.uproute.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Secret;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the receivers refuse, as their makers write it: unknown and missing keys, wrong types and
 * content types, texts that are too long, wrong tokens and addresses.
 */
final class Strict {
  static final String TOKEN = Secret.WORD + "-token-0123456789abcdefgh";
  static final String USER = "u12345678901234567890123456789";
  static final String SECRET = "hmac-" + Secret.WORD;
  static final String WORKFLOW =
      "/workflows/1/triggers/manual/paths/invoke?sig=" + TOKEN + "&sp=%2Ftriggers%2Fmanual";

  /** How each kind accepts, by its name. */
  static final Map<String, Function<Request, Answer>> KINDS =
      Map.of(
          "discord", Strict::discord,
          "slack", Strict::slack,
          "telegram", Strict::telegram,
          "ntfy", Strict::ntfy,
          "gotify", Strict::gotify,
          "pushover", Strict::pushover,
          "teams", Strict::teams,
          "pagerduty", Strict::pagerduty,
          "webhook", Strict::webhook);

  private final Request request;
  private final List<String> invalid = new ArrayList<>();

  private Strict(Request request, String path) {
    this.request = request;
    must(request.method().equals("POST"), "method " + request.method());
    must(request.path().equals(path), "path " + request.path());
    must("application/json".equals(request.headers().getFirst("Content-Type")), "content type");
    must(request.headers().getFirst("User-Agent").startsWith("Uproute/"), "user agent");
    must(
        request.headers().keySet().stream()
            .noneMatch(h -> h.matches("(?i)to|bcc|subject|mail.*|camel.*")),
        "headers " + request.headers().keySet());
  }

  private void must(boolean right, String what) {
    if (!right) {
      invalid.add(what);
    }
  }

  private void keys(JsonNode node, String needed, String allowed) {
    Set<String> keys = new TreeSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    List<String> must = needed.isEmpty() ? List.of() : List.of(needed.split(" "));
    must(keys.containsAll(must), "missing of " + needed + " in " + keys);
    keys.removeAll(must);
    keys.removeAll(List.of(allowed.split(" ")));
    must(keys.isEmpty(), "unknown " + keys);
  }

  private void text(JsonNode node, int least, int most) {
    int length = node.asText().codePointCount(0, node.asText().length());
    must(node.isTextual() && length >= least && length <= most, "text of " + length + ": " + node);
    must(!node.asText().contains("\uFFFF") && whole(node.asText()), "half a character in " + node);
  }

  private static boolean whole(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  private Answer answer(int good, String accepted, String refusal) {
    return invalid.isEmpty()
        ? Answer.of(good, accepted)
        : Answer.of(
            400,
            refusal.formatted(String.join(", ", invalid).replace('"', '\'').replace('\\', '/')));
  }

  private static Answer discord(Request request) {
    Strict is = new Strict(request, "/api/webhooks/1/" + TOKEN + "?wait=true");
    JsonNode body = request.json();
    is.keys(body, "content allowed_mentions", "username embeds");
    is.text(body.path("content"), 1, 2000);
    is.keys(body.path("allowed_mentions"), "parse", "roles");
    int all = 0;
    is.must(body.path("embeds").size() <= 10, "embeds");
    for (JsonNode embed : body.path("embeds")) {
      is.keys(embed, "description", "title url color timestamp footer fields");
      is.text(embed.path("description"), 1, 4096);
      is.must(embed.path("timestamp").asText().matches("[0-9T:-]{19}Z"), "timestamp");
      is.must(embed.path("color").isInt() && embed.path("color").asInt() <= 0xFFFFFF, "color");
      all +=
          embed.path("description").asText().length()
              + embed.path("footer").path("text").asText().length();
    }
    is.must(all <= 6000, "embeds of " + all);
    return is.answer(
        200,
        "{\"id\":\"42\",\"type\":0}",
        "{\"code\":50035,\"message\":\"Invalid Form Body\",\"errors\":{\"_errors\":[{\"message\":\"%s\"}]}}");
  }

  private static Answer slack(Request request) {
    Strict is = new Strict(request, "/services/T0/B0/" + TOKEN);
    is.keys(request.json(), "text", "blocks");
    is.text(request.json().path("text"), 1, 4000);
    String bare = request.json().path("text").asText().replaceAll("&(amp|lt|gt);", "");
    is.must(!bare.matches("(?s).*[<>&].*"), "unescaped " + bare);
    return is.answer(200, "ok", "invalid_payload %s");
  }

  private static Answer telegram(Request request) {
    Strict is = new Strict(request, "/bot123:" + TOKEN + "/sendMessage");
    JsonNode body = request.json();
    is.keys(
        body,
        "chat_id text",
        "parse_mode disable_notification link_preview_options message_thread_id");
    is.must(
        body.path("chat_id").isIntegralNumber() || body.path("chat_id").asText().startsWith("@"),
        "chat");
    String bare =
        body.path("text").asText().replaceAll("</?b>", "").replaceAll("&(amp|lt|gt);", "x");
    is.must(bare.length() <= 4096 && !bare.matches("(?s).*[<>&].*"), "can't parse entities");
    is.text(body.path("text"), 1, 4096 * 5);
    return is.answer(
        200,
        "{\"ok\":true,\"result\":{\"message_id\":1}}",
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: %s\"}");
  }

  private static Answer ntfy(Request request) {
    Strict is = new Strict(request, "/");
    JsonNode body = request.json();
    is.keys(body, "topic message", "title priority tags click");
    is.must(body.path("topic").asText().matches("[-_A-Za-z0-9]{1,64}"), "topic");
    is.must(
        body.path("message").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
            <= 4096,
        "attachment");
    is.must(body.path("priority").isInt() && body.path("priority").asInt() <= 5, "priority");
    is.must(("Bearer " + TOKEN).equals(request.headers().getFirst("Authorization")), "forbidden");
    return is.answer(
        200,
        "{\"id\":\"x\",\"event\":\"message\"}",
        "{\"code\":40001,\"http\":400,\"error\":\"%s\"}");
  }

  private static Answer gotify(Request request) {
    Strict is = new Strict(request, "/message");
    is.keys(request.json(), "message", "title priority extras");
    is.must(request.json().path("priority").isInt(), "priority");
    is.must(TOKEN.equals(request.headers().getFirst("X-Gotify-Key")), "token");
    return is.answer(
        200,
        "{\"id\":1,\"appid\":1}",
        "{\"error\":\"Bad Request\",\"errorCode\":400,\"errorDescription\":\"%s\"}");
  }

  private static Answer pushover(Request request) {
    Strict is = new Strict(request, "/1/messages.json");
    JsonNode body = request.json();
    is.keys(
        body,
        "token user message",
        "title url url_title priority retry expire timestamp sound device ttl");
    is.must(TOKEN.equals(body.path("token").asText()), "application token is invalid");
    is.must(USER.equals(body.path("user").asText()), "user identifier is invalid");
    is.text(body.path("message"), 1, 1024);
    is.text(body.path("title"), 0, 250);
    int priority = body.path("priority").asInt();
    is.must(
        priority < 2 || body.path("retry").asInt() >= 30 && body.path("expire").asInt() <= 10_800,
        "retry and expire");
    return is.answer(200, "{\"status\":1,\"request\":\"r\"}", "{\"status\":0,\"errors\":[\"%s\"]}");
  }

  private static Answer teams(Request request) {
    Strict is = new Strict(request, WORKFLOW);
    JsonNode attachment = request.json().path("attachments").path(0);
    is.keys(request.json(), "type attachments", "");
    is.keys(attachment, "contentType contentUrl content", "");
    is.keys(attachment.path("content"), "$schema type version body", "actions");
    attachment
        .path("content")
        .path("body")
        .forEach(block -> is.keys(block, "type text wrap", "size weight color"));
    is.must(request.bytes().length <= 28_000, "too large: " + request.bytes().length);
    return is.answer(202, "", "{\"error\":{\"code\":\"InvalidTemplate\",\"message\":\"%s\"}}");
  }

  private static Answer pagerduty(Request request) {
    Strict is = new Strict(request, "/v2/enqueue");
    JsonNode body = request.json();
    boolean trigger = body.path("event_action").asText().equals("trigger");
    is.keys(
        body,
        "routing_key event_action dedup_key" + (trigger ? " payload" : ""),
        "client client_url links");
    is.must(TOKEN.equals(body.path("routing_key").asText()), "routing_key is bad");
    is.text(body.path("dedup_key"), 1, 255);
    if (trigger) {
      is.keys(
          body.path("payload"),
          "summary source severity",
          "timestamp component group class custom_details");
      is.text(body.path("payload").path("summary"), 1, 1024);
      is.must(
          body.path("payload").path("severity").asText().matches("critical|error|warning|info"),
          "severity");
    }
    return is.answer(
        202,
        "{\"status\":\"success\",\"message\":\"Event processed\"}",
        "{\"status\":\"invalid event\",\"errors\":[\"%s\"]}");
  }

  private static Answer webhook(Request request) {
    Strict is = new Strict(request, "/hook");
    is.keys(request.json(), "id at severity title text source link events", "");
    String id = request.json().path("id").asText();
    is.must(id.equals(request.headers().getFirst("Idempotency-Key")), "idempotency key");
    is.must(signature(request).equals(request.headers().getFirst("X-Uproute-Signature")), "hmac");
    return is.answer(204, "", "%s");
  }

  /** How what came is signed by whoever knows the secret. */
  static String signature(Request request) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(request.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
