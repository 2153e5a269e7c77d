package dev.uproute;

import dev.uproute.notion.FakeNotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings with the {@link Secret} in every one that may hold one: a channel of each kind with all
 * that its settings.yaml calls secret, so that a kind that is added is looked at, too.
 */
public final class SecretSettings {
  /** A secret as a token, whose characters are counted. */
  public static final String TOKEN = Secret.WORD + "t".repeat(32);

  private static final Pattern DECLARED = Pattern.compile("(?m)^([a-z]+): .*secret: true");

  private SecretSettings() {}

  /** The names of the kinds of channels, which are those of the channels. */
  public static List<String> channels() throws IOException {
    try (Stream<Path> kinds = Files.list(Path.of("templates/alert"))) {
      return kinds
          .filter(kind -> Files.exists(kind.resolve("settings.yaml")))
          .map(kind -> kind.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /**
   * All of them, for a program in this folder.
   *
   * @param closed a port at which every receiver is away
   */
  public static Map<String, String> all(Path folder, int closed) throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String kind : channels()) {
      String its = "uproute.alert." + kind + ".";
      String declared = Files.readString(Path.of("templates/alert", kind, "settings.yaml"));
      for (MatchResult secret : DECLARED.matcher(declared).results().toList()) {
        String key = secret.group(1);
        boolean address = key.equals("url");
        String receiver = "http://127.0.0.1:" + closed + "/" + Secret.WORD;
        all.put(its + key, address ? receiver : Secret.WORD);
      }
    }
    all.put("uproute.alert.channels", String.join(",", channels()));
    all.put("uproute.alert.telegram.chat", "1");
    all.put("uproute.alert.email.host", "127.0.0.1");
    all.put("uproute.alert.email.port", String.valueOf(closed));
    all.put("uproute.alert.email.tls", "none");
    all.put("uproute.alert.email.from", "uproute@example.org");
    all.put("uproute.alert.email.recipients", "ops@example.org");
    all.put("uproute.api.token", TOKEN);
    all.put("uproute.api.read-token", TOKEN + "r");
    all.put("uproute.management.token", TOKEN + "m");
    all.put("uproute.jolokia.password", TOKEN + "j");
    all.put("uproute.heartbeat.url", "http://127.0.0.1:" + closed + "/" + Secret.WORD);
    all.put("uproute.notion.token", FakeNotion.TOKEN);
    all.put("uproute.store.password", Secret.WORD);
    all.put("uproute.store.url", "postgresql://u:" + Secret.WORD + "@127.0.0.1/u");
    all.put("uproute.services.file", services(folder, closed).toString());
    return all;
  }

  private static Path services(Path folder, int closed) throws IOException {
    return Files.writeString(
        folder.resolve("services.yaml"),
        """
        services:
          - id: shop
            url: "http://127.0.0.1:%2$d/?token=%1$s"
            retries: 0
            method: POST
            body: "password=%1$s"
            auth: { bearer: "%1$s" }
            headers: { X-Api-Key: "%1$s" }
          - id: office
            url: "http://127.0.0.1:%2$d/"
            retries: 0
            auth: { basic: { user: "%1$s", password: "%1$s" } }
          - { id: backup, url: "heartbeat:%3$s", interval: 1d }
        """
            .formatted(Secret.WORD, closed, TOKEN));
  }
}
