package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of mails arrive as they were meant, whatever is in them. */
class EncodedWordsTest {
  private static final String DISGUISED = "=?utf-8?q?All_services_are_up?= x";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plex is down",
        "Plätze 🎮 is down",
        DISGUISED,
        "Re: =?iso-8859-1?B?QWxsIHVw?=",
        "=? or ?=",
        "🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮🎮"
      })
  void what_is_read_is_what_was_meant(String text) throws Exception {
    String folded = MimeUtility.fold(9, EncodedWords.of(text));
    assertTrue(folded.chars().allMatch(c -> c < 127), folded);
    assertTrue(folded.lines().allMatch(line -> line.length() <= 76), folded);
    String mail = "Subject: " + folded + "\r\n\r\n";
    MimeMessage read =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
    assertEquals(text, read.getSubject());
  }

  @Test
  void names_of_people_are_encoded_and_their_addresses_are_not() throws Exception {
    InternetAddress[] both = MailAddress.of("\"Müller, ops\" <ops@example.org>");
    assertEquals(1, both.length);
    assertEquals("Müller, ops", both[0].getPersonal());
    assertEquals("=?UTF-8?B?TcO8bGxlciwgb3Bz?= <ops@example.org>", both[0].toString());
  }

  @Test
  void a_name_that_looks_encoded_is_shown_as_it_is() throws Exception {
    InternetAddress[] all =
        MailAddress.of("\"" + DISGUISED + "\" <a@example.org>, Ops <b@example.org>, c@example.org");
    InternetAddress[] read = InternetAddress.parse(InternetAddress.toString(all));
    assertEquals(DISGUISED, read[0].getPersonal());
    assertEquals("a@example.org", read[0].getAddress());
    assertEquals("Ops <b@example.org>", read[1].toString());
    assertEquals("c@example.org", read[2].toString());
  }
}
