package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The {@code Authorization} of a channel. */
final class AuthorizationHeader {
  private AuthorizationHeader() {}

  /** From {@code token}, else from {@code user} and {@code password}; empty without these. */
  static Map<String, String> of(Channels channels, String channel) {
    String token = channels.setting(channel, "token");
    String user = channels.setting(channel, "user");
    if (token != null) {
      return Map.of("Authorization", "Bearer " + token);
    }
    if (user == null) {
      return Map.of();
    }
    byte[] pair =
        (user + ":" + RequiredSetting.setting(channels, channel, "password"))
            .getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
