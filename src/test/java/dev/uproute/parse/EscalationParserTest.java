package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.service.Escalation;
import dev.uproute.service.Escalations;
import dev.uproute.service.OnCall;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Escalation lists and who is on call, as they are written; there are channels discord and mail.
 */
@Execution(ExecutionMode.CONCURRENT)
class EscalationParserTest {
  private static final String SERVICES =
      "services: [{ id: a, url: \"https://a.example\", site: eu, tags: { team: web } }]\n";

  private static final String BOTH =
      """
      escalation:
        - name: ops
          steps:
            - { after: 0s, channels: [discord] }
            - { after: 10m, channels: [night, mail] }
          repeat_every: 30m
          sites: [eu]
        - { name: rest, steps: [{ after: 5m, channels: mail }] }
      on_call:
        - name: night
          weekly:
            - { from: "fri 18:00", channels: [mail] }
            - { from: "mon 08:00", channels: [discord, mail] }
          time_zone: Europe/Berlin
      """;

  private final ServiceParser parser = ServiceLists.parser(Source.FILE, Path.of("none"));

  private List<Escalation> parse(String yaml) {
    return ServiceLists.listing(parser, SERVICES + yaml).escalations();
  }

  @Test
  void a_list_has_steps_whose_names_are_channels_or_stand_for_some() {
    List<Escalation> lists = parse(BOTH);
    Escalation ops = lists.getFirst();
    assertEquals(List.of("ops", "rest"), lists.stream().map(Escalation::name).toList());
    assertEquals(Duration.ZERO, ops.pause(0));
    assertEquals(Duration.ofMinutes(10), ops.pause(1));
    assertEquals(Duration.ofMinutes(30), ops.pause(2));
    assertEquals(Duration.ofMinutes(10), ops.pause(3));
    assertNull(lists.getLast().pause(1));
    assertEquals(Set.of("discord"), ops.channels(0, Instant.EPOCH));
    // a Wednesday and a Saturday
    Instant work = Instant.parse("2026-06-17T12:00:00Z");
    assertEquals(Set.of("discord", "mail"), ops.channels(1, work));
    assertEquals(Set.of("mail"), ops.channels(1, work.plus(Duration.ofDays(3))));
    assertEquals(Set.of("discord", "mail"), ops.everyone());
    assertEquals(List.of("eu"), ops.of().sites());
  }

  @Test
  void a_calendar_says_who_is_on_call_the_week_where_it_names_nobody_else_all_of_them() {
    String yaml =
        """
        escalation: [{ name: ops, steps: [{ after: 0s, channels: duty }] }]
        on_call:
          - name: duty
            calendar: webcal://c.example/s3cret
            people: { Anna Berg: discord, bob: [mail] }
            WEEK
        """;
    Services services = new Services();
    services.escalate(parse(yaml.replace("WEEK", "")));
    Escalations lists = services.escalations();
    OnCall.Calendar calendar = lists.calendars().keySet().iterator().next();
    assertEquals("https", calendar.address().getScheme());
    assertEquals("c.example", calendar.toString());
    Supplier<Set<String>> now =
        () -> services.escalation(ServiceBuilder.named("a").service()).channels(0, Instant.EPOCH);
    assertEquals(Set.of("discord", "mail"), now.get());
    Instant later = Instant.EPOCH.plusSeconds(1);
    lists.shifts(calendar, List.of(new OnCall.Shift(Instant.EPOCH, later, List.of("Anna Berg"))));
    assertEquals(Set.of("discord"), now.get());
    String week = "weekly: [{ from: \"mon 08:00\", channels: mail }]";
    // the calendar is the same, so what it said counts on
    services.escalate(parse(yaml.replace("WEEK", week)));
    assertEquals(Set.of("discord"), now.get());
    lists.shifts(calendar, List.of());
    assertEquals(Set.of("mail"), now.get());
    assertEquals(
        Set.of("mail", "discord"),
        services.escalation(ServiceBuilder.named("a").service()).everyone());
  }

  @Test
  void nothing_is_written_where_nothing_is_meant() {
    assertEquals(List.of(), parse(""));
    assertEquals(List.of(), parse("escalation:\non_call:\n"));
  }

  @Test
  void what_is_exported_reads_the_same() {
    WrittenList list =
        WrittenList.of(parser, "x", (SERVICES + BOTH).getBytes(StandardCharsets.UTF_8));
    StringBuilder text = new StringBuilder(SERVICES + "escalation:\n");
    list.escalations().forEach(each -> text.append(YamlText.item(each, 2)));
    text.append("on_call:\n");
    list.onCall().forEach(each -> text.append(YamlText.item(each, 2)));
    assertEquals(parse(BOTH), ServiceLists.listing(parser, text.toString()).escalations());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "escalation: ops | escalation: an escalation list is a group of keys, not ",
        "escalation: [{ steps: [{ after: 0s, channels: mail }] }] | name: is missing",
        "escalation: [{ name: a }] | steps: is missing",
        "escalation: [{ name: a, steps: [] }] | steps: has no step",
        "escalation: [{ name: a, step: 1 }] | step: unknown key; did you mean \"steps\"?",
        "escalation: [{ name: a, steps: [{ channels: mail }] }] | after: is missing",
        "escalation: [{ name: a, steps: [{ after: 0s }] }] | channels: is missing",
        "escalation: [{ name: a, steps: [{ after: 0s, channels: [] }] }] | channels: names none",
        "escalation: [{ name: a, steps: [{ after: 0s, channels: male }] }]"
            + " | channels: \"male\" is no alert channel and nobody on call; there are: discord,"
            + " mail; did you mean \"mail\"?",
        "escalation: [{ name: a, steps: [{ after: 5m, channels: mail }, { after: 5m, channels: mail }] }]"
            + " | after: 5m is not later than the step before, 5m",
        "escalation: [{ name: a, steps: [{ after: soon, channels: mail }] }]"
            + " | after: \"soon\" is not a duration from 0s to 7d",
        "escalation: [{ name: a, steps: [{ after: 0s, channels: mail }], services: [b] }]"
            + " | services: \"b\" is no service of this file",
        "escalation: [{ name: a, steps: [{ after: 0s, channels: mail }], sites: [us] }]"
            + " | sites: \"us\" is the site of no service",
        "escalation: [{ name: a, steps: [{ after: 0s, channels: mail }], repeat_every: 1s }]"
            + " | repeat_every: \"1s\" is not a duration from 1m to 7d",
        "on_call: [{ name: a }] | weekly: is missing, and so is calendar",
        "on_call: [{ name: a, weekly: [] }] | weekly: has no turn",
        "on_call: [{ name: a, people: { anna: mail }, weekly: [{ from: \"mon 08:00\", channels: mail }] }]"
            + " | people: is for a calendar, and calendar is missing",
        "on_call: [{ name: a, calendar: \"https://c.example/s3cret\" }] | people: is missing",
        "on_call: [{ name: a, calendar: \"https://c.example/s3cret\", people: { anna: [] } }]"
            + " | people.anna: names none",
        "on_call: [{ name: a, calendar: \"https://c.example/s3cret\", people: { anna: male } }]"
            + " | people.anna: \"male\" is no alert channel",
        "on_call: [{ name: a, calendar: \"ftp://c.example/s3cret\", people: { anna: mail } }]"
            + " | calendar: \"…\" is not the address of a calendar",
        "on_call: [{ name: mail, weekly: [{ from: \"mon 08:00\", channels: mail }] }]"
            + " | on_call: \"mail\" is the name of an alert channel",
        "on_call: [{ name: a, weekly: [{ from: \"mo 8\", channels: mail }] }]"
            + " | from: \"mo 8\" is not a day and a time like \"mon 08:00\"",
        "on_call: [{ name: a, weekly: [{ from: \"mon 08:00\", channels: mail }, { from: \"mon 08:00\","
            + " channels: discord }] }] | weekly: two turns begin at the same time",
        "on_call: [{ name: a, weekly: [{ from: \"mon 08:00\", channels: b }] }]"
            + " | channels: \"b\" is no alert channel",
        "escalation: [{ name: none, steps: [{ after: 0s, channels: mail }] }] | escalation: \"none\" is what",
        "oncall: [] | oncall: unknown key; did you mean \"on_call\"?",
        "escalation_policies: [] | escalation_policies: unknown key; did you mean \"escalation\"?",
      })
  void what_is_wrong_is_said_with_its_place(String yaml, String sentence) {
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> parse(yaml));
    assertTrue(errors.getMessage().contains(sentence), errors.getMessage() + " / " + sentence);
    assertTrue(errors.getMessage().contains("services.yaml:2:"), errors.getMessage());
    assertFalse(errors.getMessage().contains("s3cret"), errors.getMessage());
  }

  @Test
  void a_service_names_its_list() {
    String list = "- { name: NAME, steps: [{ after: 0s, channels: mail }] }\n";
    String yaml =
        "defaults: { escalation: db }\nescalation:\n"
            + list.replace("NAME", "ops")
            + list.replace("NAME", "db")
            + """
            services:
              - { id: a, url: "https://a.example" }
              - { id: b, url: "https://b.example", escalation: ops }
              - { id: c, url: "https://c.example", escalation: none }
            """;
    ServiceParser.Parsed parsed = ServiceLists.listing(parser, yaml);
    Services services = new Services();
    services.escalate(parsed.escalations());
    List<String> names =
        parsed.services().stream()
            .map(services::escalation)
            .map(each -> each == null ? "none" : each.name())
            .toList();
    assertEquals(List.of("db", "ops", "none"), names);
    ConfigErrors errors =
        assertThrows(
            ConfigErrors.class,
            () -> ServiceLists.listing(parser, yaml.replace("escalation: db", "escalation: dba")));
    assertEquals(
        "services.yaml:1:25: escalation: \"dba\" is no escalation list of this file; there are: db,"
            + " ops; did you mean \"db\"?",
        errors.getMessage());
    assertTrue(
        services
            .escalations()
            .unknown(ServiceBuilder.named("x").with(b -> b.escalation = "dba").service()));
  }

  @Test
  void all_mistakes_are_said_at_once() {
    String yaml =
        """
        escalation:
          - { name: a, steps: [{ after: 0s, channels: nobody }, { after: x, channels: mail }] }
          - { steps: [], repeat: 1h }
          - { naem: c, steps: [{ after: 5m, channels: b }, { after: 4m, channels: mail }] }
        on_call: [{ name: b, weekly: [] }]
        """;
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> parse(yaml));
    assertFalse(errors.getMessage().contains("\"b\" is no"), errors.getMessage());
    for (String part :
        List.of(
            "nobody",
            "\"x\"",
            "repeat: unknown",
            "name: is missing",
            "no turn",
            "after: 4m is not later")) {
      assertTrue(errors.getMessage().contains(part), errors.getMessage() + " / " + part);
    }
  }
}
