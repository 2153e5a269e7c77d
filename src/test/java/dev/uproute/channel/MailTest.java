package dev.uproute.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.uproute.Secret;
import dev.uproute.check.Authority;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Event;
import dev.uproute.send.Refused;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Mails at a real mail server: in the clear, with STARTTLS, and with TLS from the first byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailTest {
  private static final String PASSWORD = Secret.WORD + "-mail-password";

  @TempDir static Path folder;
  private Authority.Site site;
  private GreenMail server;
  private Alerts alerts;

  @BeforeAll
  void start() throws Exception {
    Authority authority = new Authority("Homelab");
    Instant now = Instant.now();
    site = authority.site(now.minusSeconds(3600), now.plusSeconds(3600), "localhost");
    Path pem = authority.write(folder.resolve("authority.pem"));
    Path keys = folder.resolve("keys.p12");
    try (OutputStream out = Files.newOutputStream(keys)) {
      site.store("changeit".toCharArray()).store(out, "changeit".toCharArray());
    }
    System.setProperty("greenmail.tls.keystore.file", keys.toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
    server = new GreenMail(new ServerSetup[] {setup("smtp"), setup("smtps")});
    server.setUser("ops@example.org", "ops", PASSWORD);
    server.start();
    Map<String, String> settings = new HashMap<>();
    mail(settings, "plain", server.getSmtp().getPort(), "none");
    mail(settings, "implicit", server.getSmtps().getPort(), "implicit");
    mail(settings, "wrong", server.getSmtp().getPort(), "none");
    settings.put("wrong.password", "not-" + PASSWORD);
    mail(settings, "secured", server.getSmtp().getPort(), "starttls");
    alerts =
        new Alerts(
            settings,
            Map.of(
                "uproute.tls.authorities",
                pem.toString(),
                "uproute.report.dir",
                folder.resolve("reports").toString()));
  }

  private static ServerSetup setup(String protocol) {
    return new ServerSetup(0, "localhost", protocol).dynamicPort();
  }

  private static void mail(Map<String, String> settings, String channel, int port, String tls) {
    settings.put(channel + ".host", "localhost");
    settings.put(channel + ".port", String.valueOf(port));
    settings.put(channel + ".tls", tls);
    settings.put(channel + ".user", "ops");
    settings.put(channel + ".password", PASSWORD);
    settings.put(channel + ".from", "Überwachung <uproute@example.org>");
    settings.put(channel + ".recipients", "ops@example.org, Zweite Person <two@example.org>");
  }

  @BeforeEach
  void empty() throws Exception {
    server.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  void stop() {
    alerts.close();
    server.stop();
  }

  private MimeMessage sent(String channel, MessageLine... lines) throws Exception {
    server.purgeEmailFromAllMailboxes();
    String reply = alerts.send("email", SentMessages.message(channel, lines));
    assertTrue(reply.startsWith("250"), reply);
    assertEquals(2, server.getReceivedMessages().length);
    return server.getReceivedMessages()[0];
  }

  @Test
  void a_mail_says_it_in_text_and_html() throws Exception {
    MimeMessage mail = sent("plain", SentMessages.down("Plätze 🎮"));
    assertEquals("Plätze 🎮 is down: HTTP 503 is not 200-399", mail.getSubject());
    assertEquals("Überwachung", ((InternetAddress) mail.getFrom()[0]).getPersonal());
    assertEquals(2, mail.getAllRecipients().length);
    assertArrayEquals(new String[] {"<m-7@example.org>"}, mail.getHeader("Message-ID"));
    assertArrayEquals(new String[] {"auto-generated"}, mail.getHeader("Auto-Submitted"));
    assertArrayEquals(new String[] {"1.0"}, mail.getHeader("MIME-Version"));
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertTrue(parts.getContentType().startsWith("multipart/alternative"));
    assertTrue(parts.getBodyPart(0).getContentType().equalsIgnoreCase("text/plain; charset=UTF-8"));
    assertTrue(parts.getBodyPart(0).getContent().toString().contains("Plätze 🎮 is down"));
    assertTrue(parts.getBodyPart(1).getContentType().equalsIgnoreCase("text/html; charset=UTF-8"));
    assertTrue(parts.getBodyPart(1).getContent().toString().contains("Plätze 🎮 is down"));
    String raw = GreenMailUtil.getWholeMessage(mail);
    assertTrue(raw.lines().allMatch(line -> line.length() <= 998), raw);
  }

  @Test
  void a_report_carries_its_file() throws Exception {
    Path reports = Files.createDirectories(folder.resolve("reports"));
    Files.writeString(reports.resolve("weekly-2026-W46.csv"), "service,site\r\nplätze,a\r\n");
    Files.writeString(reports.resolve("secret.csv"), "secret");
    MessageLine week = SentMessages.ours(Event.REPORT, "Week 2026-W46: 1 service\nPlätze: 100 %");
    MimeMultipart parts = (MimeMultipart) sent("plain", week).getContent();
    assertTrue(parts.getContentType().startsWith("multipart/mixed"));
    assertEquals(2, parts.getCount());
    MimeMultipart texts = (MimeMultipart) parts.getBodyPart(0).getContent();
    assertTrue(texts.getBodyPart(0).getContent().toString().contains("Plätze: 100 %"));
    assertEquals("weekly-2026-W46.csv", parts.getBodyPart(1).getFileName());
    assertEquals(
        "service,site\r\nplätze,a\r\n",
        new String(parts.getBodyPart(1).getInputStream().readAllBytes(), UTF_8));
    for (String text : List.of("Week ../secret: x", "Week 2026-W45: x", "secret.csv")) {
      MimeMultipart plain =
          (MimeMultipart) sent("plain", SentMessages.ours(Event.REPORT, text)).getContent();
      assertTrue(plain.getContentType().startsWith("multipart/alternative"), text);
    }
  }

  @Test
  void a_name_that_looks_like_an_encoded_word_does_not_speak_for_us() throws Exception {
    String name = "=?utf-8?q?All_services_are_up?= x";
    assertEquals(
        name + " is down: HTTP 503 is not 200-399",
        sent("plain", SentMessages.down(name)).getSubject());
  }

  @Test
  void mails_about_one_outage_are_one_thread() throws Exception {
    String[] down = sent("plain", SentMessages.down("Plex")).getHeader("References");
    String[] up = sent("plain", SentMessages.up("Plex")).getHeader("References");
    assertArrayEquals(down, up);
    assertEquals("<down-plex-" + SentMessages.BEGUN.toEpochMilli() + "@example.org>", up[0]);
  }

  @Test
  void both_kinds_of_tls() throws Exception {
    assertEquals(
        "Plex is down: HTTP 503 is not 200-399",
        sent("implicit", SentMessages.down("Plex")).getSubject());
    Refused refused = refusal("secured");
    assertEquals(Refused.Kind.LATER, refused.kind());
    assertTrue(refused.getMessage().contains("STARTTLS is required"), refused.getMessage());
  }

  private Refused refusal(String channel) {
    return assertThrows(
        Refused.class,
        () -> alerts.send("email", SentMessages.message(channel, SentMessages.down("Plex"))));
  }

  @Test
  void a_wrong_password_is_refused_without_being_told() {
    Refused refused = refusal("wrong");
    assertEquals(Refused.Kind.CREDENTIALS, refused.kind());
    assertTrue(refused.getMessage().contains("535"), refused.getMessage());
    assertFalse(refused.getMessage().contains(PASSWORD), refused.getMessage());
  }

  @Test
  void a_name_adds_no_header_and_no_recipient() throws Exception {
    MimeMessage mail =
        sent("plain", SentMessages.down("x\r\nBcc: evil@example.org\r\n\r\n" + "y".repeat(300)));
    assertEquals(null, mail.getHeader("Bcc"));
    assertEquals("Überwachung", ((InternetAddress) mail.getFrom()[0]).getPersonal());
    assertTrue(
        mail.getSubject().startsWith("x\\u000D\\u000ABcc: evil@example.org"), mail.getSubject());
    assertTrue(mail.getSubject().length() <= 200);
    assertFalse(GreenMailUtil.getWholeMessage(mail).contains("attacker@evil.test"));
  }
}
