package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the route of a channel says of its request beyond the body: address, login and signature,
 * all from the settings of the channel. Values may be secret. Thread-safe.
 */
public final class ChannelRequest {
  private final Channels channels;

  public ChannelRequest(Channels channels) {
    this.channels = channels;
  }

  /** The {@code url} of a channel. */
  public URI url(String channel) {
    return address("uproute.alert." + channel + ".url", channels.needed(channel, "url"));
  }

  /**
   * @throws IllegalArgumentException naming where the address stands, not its value, which may be a
   *     secret
   */
  static URI address(String where, String value) {
    try {
      URI address = new URI(value.strip());
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (URISyntaxException e) {
      // the exception quotes the address, which may be the secret
    }
    throw new IllegalArgumentException(
        where + " is no address that begins with https:// or http://");
  }

  /**
   * A path below the server a {@code url} names.
   *
   * @param path may hold {@code {token}}, which the channel's is put in for
   */
  public URI below(String channel, String path) {
    URI server = url(channel);
    String root = server.toString().replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    boolean token = path.contains("{token}");
    try {
      return new URI(
          root + (token ? path.replace("{token}", channels.needed(channel, "token")) : path));
    } catch (URISyntaxException e) {
      // the exception quotes the path, which may hold the secret
      throw new IllegalArgumentException(
          "a token for " + server.getHost() + " holds a character that no address may hold");
    }
  }

  /** The {@code url} without the last part of its path, which is a topic. */
  public URI parent(String channel) {
    URI url = url(channel);
    String path = url.getPath().replaceFirst("/+$", "");
    String parent = path.substring(0, path.lastIndexOf('/') + 1);
    return url.resolve(parent.isEmpty() ? "/" : parent);
  }

  /** The {@code url} with a parameter such as {@code wait=true}, unless it has one of that name. */
  public URI with(String channel, String parameter) {
    URI url = url(channel);
    String query = url.getRawQuery();
    String name = parameter.substring(0, parameter.indexOf('=') + 1);
    if (query != null && query.contains(name)) {
      return url;
    }
    String plain = url.toString().replaceFirst("#.*", "");
    return URI.create(plain + (query == null ? "?" : "&") + parameter);
  }

  /** {@code Authorization} from {@code token}, else {@code user} and {@code password}; or null. */
  public String login(String channel) {
    String token = channels.setting(channel, "token");
    String user = channels.setting(channel, "user");
    if (token != null) {
      return "Bearer " + token;
    }
    if (user == null) {
      return null;
    }
    byte[] pair =
        (user + ":" + channels.needed(channel, "password")).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** {@code sha256=} and the HMAC of a body with the {@code secret} of a channel; null without. */
  public String signature(String channel, String body) {
    String secret = channels.setting(channel, "secret");
    if (secret == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] code = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
