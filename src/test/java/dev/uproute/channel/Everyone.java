package dev.uproute.channel;

import static java.util.stream.Collectors.joining;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import dev.uproute.record.Event;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One receiver of every kind: servers as strict as the real ones, a mail server, and a file for
 * whatever Camel reaches without a route of ours.
 */
final class Everyone implements AutoCloseable {
  private final Map<String, Receiver> receivers = new TreeMap<>();
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp").dynamicPort());
  private final Path diary;

  Everyone(Path folder) throws Exception {
    this(folder, (_, script) -> script);
  }

  /**
   * @param folder of the file
   * @param change what a kind does in place of its strict script
   */
  Everyone(
      Path folder, BiFunction<String, Function<Request, Answer>, Function<Request, Answer>> change)
      throws Exception {
    diary = folder.resolve("alerts/diary.txt");
    for (var kind : Strict.KINDS.entrySet()) {
      Function<Request, Answer> script = change.apply(kind.getKey(), kind.getValue());
      receivers.put(kind.getKey(), new Receiver(script));
    }
    mail.setUser("ops@example.org", "ops", Strict.TOKEN);
    mail.start();
  }

  /** The names of the channels, which are the kinds of the receivers. */
  List<String> names() {
    return Stream.concat(receivers.keySet().stream(), Stream.of("email", "diary"))
        .sorted()
        .toList();
  }

  Receiver at(String kind) {
    return receivers.get(kind);
  }

  /** The settings of all channels, which want to be told everything. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    addresses().forEach((kind, url) -> settings.put(kind + ".url", url));
    for (String kind : List.of("ntfy", "gotify", "pushover", "pagerduty")) {
      settings.put(kind + ".token", Strict.TOKEN);
    }
    settings.put("telegram.token", "123:" + Strict.TOKEN);
    settings.put("telegram.chat", "-1001234567890");
    settings.put("pushover.user", Strict.USER);
    settings.put("webhook.secret", Strict.SECRET);
    settings.put("email.host", "127.0.0.1");
    settings.put("email.port", String.valueOf(mail.getSmtp().getPort()));
    settings.put("email.tls", "none");
    settings.put("email.user", "ops");
    settings.put("email.password", Strict.TOKEN);
    settings.put("email.from", "Uproute <uproute@example.org>");
    settings.put("email.recipients", "ops@example.org");
    settings.put(
        "diary.to",
        "file:%s?fileName=diary.txt&fileExist=Append&appendChars=%%0A%%0A"
            .formatted(diary.getParent()));
    String events = Arrays.stream(Event.values()).map(Event::word).collect(joining(","));
    names().forEach(name -> settings.put(name + ".events", events));
    settings.put("channels", String.join(",", names()));
    return settings;
  }

  private Map<String, String> addresses() {
    Map<String, String> paths =
        Map.of(
            "discord",
            "/api/webhooks/1/" + Strict.TOKEN,
            "slack",
            "/services/T0/B0/" + Strict.TOKEN,
            "ntfy",
            "/up-route_1",
            "teams",
            Strict.WORKFLOW,
            "webhook",
            "/hook");
    Map<String, String> addresses = new HashMap<>();
    receivers.forEach(
        (kind, receiver) -> addresses.put(kind, receiver.url(paths.getOrDefault(kind, ""))));
    return addresses;
  }

  /** What a receiver shows of each message it got, in order. */
  List<Shown> got(String name) throws Exception {
    List<Shown> got = new ArrayList<>();
    switch (name) {
      case "diary" -> diary().forEach(text -> got.add(new Shown("", text)));
      case "email" -> {
        for (MimeMessage each : mail.getReceivedMessages()) {
          Object plain = ((MimeMultipart) each.getContent()).getBodyPart(0).getContent();
          got.add(new Shown(each.getSubject(), plain.toString()));
        }
      }
      default -> at(name).requests.forEach(request -> got.add(Shown.by(name, request.json())));
    }
    return got;
  }

  private List<String> diary() throws IOException {
    return Files.exists(diary) ? List.of(Files.readString(diary).split("\n\n")) : List.of();
  }

  /** Forgets what came until now. */
  void forget() throws Exception {
    receivers.values().forEach(receiver -> receiver.requests.clear());
    mail.purgeEmailFromAllMailboxes();
    Files.deleteIfExists(diary);
  }

  @Override
  public void close() {
    receivers.values().forEach(Receiver::close);
    mail.stop();
  }
}
