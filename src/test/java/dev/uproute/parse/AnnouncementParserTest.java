package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.service.Announcement;
import dev.uproute.service.Announcement.Severity;
import dev.uproute.service.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class AnnouncementParserTest {
  private static List<Announcement> parse(String announcements) {
    String yaml = "services: [{ id: a, url: \"https://a.example\" }]\nannouncements: ";
    return ServiceLists.listing(
            ServiceLists.parser(Source.FILE, Path.of("none")), yaml + announcements)
        .announcements();
  }

  @Test
  void an_announcement_has_a_text_and_perhaps_times_and_a_severity() {
    assertEquals(
        List.of(
            new Announcement("Slow", null, null, Severity.INFO),
            new Announcement(
                "Moving",
                Instant.parse("2026-06-17T20:00:00Z"),
                Instant.parse("2026-06-17T22:30:00Z"),
                Severity.WARNING)),
        parse(
            """

              - { text: Slow }
              - { text: Moving, from: "2026-06-17 22:00", to: "2026-06-18 00:30",
                  time_zone: Europe/Berlin, severity: warning }
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{ severity: info }]              | text: is missing",
        "[{ text: a, severty: info }]      | severty: unknown key; did you mean \"severity\"?",
        "[{ text: a, severity: loud }]     | severity: \"loud\" is not one of info, warning, critical",
        "[{ text: a, from: \"2026-06-17 22:00\", to: \"2026-06-17 21:00\" }]"
            + " | to: 2026-06-17T21:00 is not after 2026-06-17T22:00",
        "[a]                               | announcements: an announcement is a group of keys, not",
        "{ text: a }                       | announcements: is a group of keys, not a list",
      })
  void what_is_wrong_is_said(String announcements, String sentence) {
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> parse(announcements));
    assertEquals(
        true, errors.getMessage().contains(sentence), errors.getMessage() + " / " + sentence);
  }
}
