package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import dev.uproute.check.Authority;
import dev.uproute.send.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server replies, and what it means. */
@Execution(ExecutionMode.CONCURRENT)
class MailRefusalTest {
  @TempDir private Path folder;

  private static String send(MailServer server, String tls, Map<String, String> further)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("ops.host", "localhost");
    settings.put("ops.port", String.valueOf(server.port()));
    settings.put("ops.tls", tls);
    settings.put("ops.user", "ops");
    settings.put("ops.password", Secret.WORD + "-mail-password");
    settings.put("ops.from", "uproute@example.org");
    settings.put("ops.recipients", "one@example.org,two@example.org");
    settings.put("ops.helo", "nas.example.org");
    try (Alerts alerts = new Alerts(settings, further)) {
      return alerts.send("email", SentMessages.message("ops", SentMessages.down("Plex")));
    }
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource({
    "greeting, 421 too busy, LATER",
    "greeting, 554 no, LATER",
    "AUTH, 535 5.7.8 who are you, CREDENTIALS",
    "AUTH, 454 4.7.0 try again, LATER",
    "MAIL, 451 later, LATER",
    "MAIL, 550 not you, MESSAGE",
    "MAIL, 530 5.7.0 log in, CREDENTIALS",
    "RCPT, 450 greylisted, LATER",
    "RCPT, 550 nobody, MESSAGE",
    "DATA, 452 full, LATER",
    "., 554 spam, MESSAGE",
    "., 451 later, LATER"
  })
  void a_reply_that_is_not_an_acceptance(String command, String reply, Refused.Kind meaning)
      throws Exception {
    try (MailServer server = new MailServer(null, Map.of(command, reply))) {
      Refused refused = assertThrows(Refused.class, () -> send(server, "none", Map.of()));
      assertEquals(meaning, refused.kind(), refused.getMessage());
      assertTrue(refused.getMessage().startsWith("localhost: "), refused.getMessage());
      assertTrue(refused.getMessage().contains(reply.substring(4)), refused.getMessage());
    }
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "EHLO|421 4.7.0 mx: too many errors (closes)|421 4.7.0 mx: too many errors (the name we give ourselves may be set as uproute.alert.ops.helo)",
        "EHLO|421 4.7.0 later|421 4.7.0 later (the name we give ourselves may be set as uproute.alert.ops.helo)",
        "EHLO|550 5.7.1 no such name (closes)|550 5.7.1 no such name (the name we give ourselves may be set as uproute.alert.ops.helo)",
        "EHLO|(closes)|the server closed the connection after our greeting (the name we give ourselves may be set as uproute.alert.ops.helo)",
        "greeting|(closes)|the server closed the connection without a greeting",
        "greeting|554 5.7.1 no mail from here|554 5.7.1 no mail from here",
        "greeting|421 too busy (closes)|421 too busy",
        "MAIL|(closes)|the server closed the connection after MAIL",
        "DATA|(closes)|the server closed the connection after DATA",
        ".|(closes)|the server closed the connection before it said whether it has the mail",
      })
  void a_server_that_wants_no_session_is_told_in_its_own_words(
      String command, String reply, String sentence) throws Exception {
    try (MailServer server = new MailServer(null, Map.of(command, reply))) {
      Refused refused = assertThrows(Refused.class, () -> send(server, "none", Map.of()));
      assertEquals("localhost: " + sentence, refused.getMessage());
      assertEquals(Refused.Kind.LATER, refused.kind());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "454 4.7.0 TLS not now|454 4.7.0 TLS not now",
        "502 5.5.1 what is that|502 5.5.1 what is that"
      })
  void tls_that_is_refused_is_told_and_tried_again(String reply, String sentence) throws Exception {
    SSLContext tls = SSLContext.getDefault();
    try (MailServer server = new MailServer(tls, Map.of("STARTTLS", reply))) {
      Refused refused = assertThrows(Refused.class, () -> send(server, "starttls", Map.of()));
      assertEquals("localhost: " + sentence, refused.getMessage());
      assertEquals(Refused.Kind.LATER, refused.kind());
    }
  }

  @Test
  void one_wrong_recipient_keeps_nothing_from_the_others() throws Exception {
    try (MailServer server = new MailServer(null, Map.of("RCPT TO:<one", "550 nobody"))) {
      assertEquals("250 ok", send(server, "none", Map.of()));
      assertTrue(server.received.contains("EHLO nas.example.org"), server.received.toString());
      assertTrue(server.received.contains("."), server.received.toString());
    }
  }

  @Test
  void the_login_is_only_told_behind_tls() throws Exception {
    Authority authority = new Authority("Homelab");
    Instant now = Instant.now();
    SSLContext tls =
        authority.site(now.minusSeconds(3600), now.plusSeconds(3600), "localhost").context();
    String pem = authority.write(folder.resolve("authority.pem")).toString();
    try (MailServer server = new MailServer(tls, Map.of())) {
      assertEquals("250 ok", send(server, "starttls", Map.of("uproute.tls.authorities", pem)));
      int secure = server.received.indexOf("(secure)");
      int login =
          server.received.indexOf(
              server.received.stream().filter(l -> l.startsWith("AUTH")).findFirst().get());
      assertTrue(secure > 0 && secure < login, server.received.toString());
    }
    try (MailServer server = new MailServer(tls, Map.of())) {
      Refused refused = assertThrows(Refused.class, () -> send(server, "starttls", Map.of()));
      assertEquals(Refused.Kind.LATER, refused.kind());
      assertTrue(
          server.received.stream().noneMatch(l -> l.startsWith("AUTH")),
          server.received.toString());
    }
  }

  @Test
  void a_server_that_hangs_is_left_within_the_deadline() throws Exception {
    try (MailServer server =
        new MailServer(null, new TreeMap<>(Map.of("greeting", MailServer.HANG)))) {
      Map<String, String> session = new LinkedHashMap<>();
      session.put("mail.smtp.host", "localhost");
      session.put("mail.smtp.port", String.valueOf(server.port()));
      Mail mail =
          new Mail(
              jakarta.mail.Session.getInstance(properties(session)), "<1@localhost>", said -> said);
      long begun = System.nanoTime();
      Exception thrown = assertThrows(Exception.class, () -> new MailSender(1).send(mail));
      assertEquals("localhost: no reply within 1s", thrown.getMessage());
      assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 20);
    }
  }

  private static java.util.Properties properties(Map<String, String> session) {
    java.util.Properties properties = new java.util.Properties();
    properties.putAll(session);
    return properties;
  }
}
