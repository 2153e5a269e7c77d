package dev.uproute.importer;

import dev.uproute.importer.KumaChannels.NotificationConfig;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of each kind of notification of Uptime Kuma that has a channel here. Pure. */
final class KumaChannelKinds {
  private static final Pattern BEARER =
      Pattern.compile("(?i)\\{\\s*\"authorization\"\\s*:\\s*\"bearer ([^\"\\s]+)\"\\s*}");
  private static final String TEXTS = "messages are templates here, see docs/channels.md";

  private KumaChannelKinds() {}

  /**
   * Puts the settings after {@code uproute.alert.<name>.} into a map.
   *
   * @return the kind of the channel here; null when there is none
   */
  static String settings(String kind, NotificationConfig from, Map<String, String> to) {
    switch (kind) {
      case "discord" -> put(to, "url", from.text("discordWebhookUrl"));
      case "slack" -> put(to, "url", from.text("slackwebhookURL"));
      case "mattermost" -> put(to, "url", from.text("mattermostWebhookUrl"));
      case "rocket.chat" -> put(to, "url", from.text("rocketwebhookURL"));
      case "teams" -> put(to, "url", from.text("webhookUrl"));
      case "smtp" -> mail(from, to);
      case "telegram" -> telegram(from, to);
      case "ntfy" -> ntfy(from, to);
      case "gotify" -> gotify(from, to);
      case "pushover" -> pushover(from, to);
      case "PagerDuty" -> pagerDuty(from, to);
      case "webhook" -> webhook(from, to);
      default -> {
        return null;
      }
    }
    return switch (kind) {
      case "smtp" -> "email";
      case "PagerDuty" -> "pagerduty";
      case "mattermost", "rocket.chat" -> "slack";
      default -> kind;
    };
  }

  private static void put(Map<String, String> to, String key, String value) {
    if (value != null) {
      to.put(key, value);
    }
  }

  private static void mail(NotificationConfig from, Map<String, String> to) {
    put(to, "host", from.text("smtpHost"));
    put(to, "port", from.text("smtpPort"));
    boolean implicit = from.flag("smtpSecure");
    to.put("tls", implicit ? "implicit" : from.flag("smtpIgnoreSTARTTLS") ? "none" : "starttls");
    put(to, "user", from.text("smtpUsername"));
    put(to, "password", from.text("smtpPassword"));
    put(to, "from", from.text("smtpFrom"));
    put(to, "recipients", from.text("smtpTo"));
    for (String text : new String[] {"customSubject", "customBody"}) {
      if (from.text(text) != null) {
        from.lose(text, TEXTS);
      }
    }
    from.flag("htmlBody");
  }

  private static void telegram(NotificationConfig from, Map<String, String> to) {
    put(to, "token", from.text("telegramBotToken"));
    put(to, "chat", from.text("telegramChatID"));
    put(to, "thread", from.text("telegramMessageThreadID"));
    String server = from.text("telegramServerUrl");
    put(to, "url", "https://api.telegram.org".equals(server) ? null : server);
  }

  private static void ntfy(NotificationConfig from, Map<String, String> to) {
    String server = from.text("ntfyserverurl");
    String topic = from.text("ntfytopic");
    if (server != null && topic != null) {
      to.put("url", server.replaceFirst("/+$", "") + "/" + topic);
    }
    String method = from.text("ntfyAuthenticationMethod");
    String token = from.text("ntfyaccesstoken");
    String user = from.text("ntfyusername");
    String password = from.text("ntfypassword");
    if ("accessToken".equals(method)) {
      put(to, "token", token);
    } else if ("usernamePassword".equals(method)) {
      put(to, "user", user);
      put(to, "password", password);
    }
  }

  private static void gotify(NotificationConfig from, Map<String, String> to) {
    String server = from.text("gotifyserverurl");
    put(to, "url", server == null ? null : server.replaceFirst("/+$", ""));
    put(to, "token", from.text("gotifyapplicationToken"));
  }

  private static void pushover(NotificationConfig from, Map<String, String> to) {
    put(to, "user", from.text("pushoveruserkey"));
    put(to, "token", from.text("pushoverapptoken"));
    String priority = from.text("pushoverpriority");
    if (priority != null && priority.matches("[12]")) {
      to.put("priority", priority);
      from.lose("pushoverpriority", "is that of what escalated only");
    }
  }

  private static void pagerDuty(NotificationConfig from, Map<String, String> to) {
    put(to, "token", from.text("pagerdutyIntegrationKey"));
    String address = from.text("pagerdutyIntegrationUrl");
    String server = address == null ? null : address.replaceFirst("(?<=[^/])/v2/enqueue/?$", "");
    put(to, "url", "https://events.pagerduty.com".equals(server) ? null : server);
    String resolve = from.text("pagerdutyAutoResolve");
    if (resolve != null && !resolve.equals("resolve")) {
      from.lose("pagerdutyAutoResolve", "an incident is resolved when its outage is over");
    }
  }

  private static void webhook(NotificationConfig from, Map<String, String> to) {
    put(to, "url", from.text("webhookURL"));
    String headers = from.text("webhookAdditionalHeaders");
    Matcher bearer = BEARER.matcher(headers == null ? "" : headers);
    if (bearer.matches()) {
      to.put("token", bearer.group(1));
    } else if (headers != null) {
      from.lose("webhookAdditionalHeaders", "a webhook has no headers but those of its login");
    }
    from.text("webhookContentType");
    from.lose("webhookContentType", "what is sent is another JSON, see docs/channels.md");
    if (from.text("webhookCustomBody") != null) {
      from.lose("webhookCustomBody", TEXTS);
    }
  }
}
