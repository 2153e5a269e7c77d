package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.service.Service;
import dev.uproute.service.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
  @TempDir Path folder;

  private Service parse(String profile) {
    String yaml = "services: [{ url: \"http://a.example\", profile: " + profile + " }]";
    return ServiceLists.listing(ServiceLists.parser(Source.FILE, folder), yaml)
        .services()
        .getFirst();
  }

  @Test
  void the_packaged_profiles_are_those_of_the_specification() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/profiles"))) {
      assertEquals(
          Profiles.PACKAGED.stream().map(n -> n + ".yaml").toList(),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
    assertEquals("200-399", parse("healthy").expect().httpStatus().toString());
    assertEquals("100-499", parse("reachable").expect().httpStatus().toString());
    assertEquals(Duration.ofMinutes(5), parse("reachable").timing().interval());
    assertEquals("200-499", parse("graded").expect().httpStatus().toString());
    assertEquals("500-599", parse("graded").expect().degradedStatus().toString());
    assertEquals(Duration.ofHours(2), parse("graded").timing().interval());
    assertFalse(parse("graded").expect().degradedIsOnline());
    assertEquals("100-399", parse("ok").expect().httpStatus().toString());
    assertEquals(2, parse("ok").timing().retries());
    assertEquals(3, parse("ok").policy().escalateAfter());
    assertEquals("200", parse("exact").expect().httpStatus().toString());
    assertEquals(Duration.ofSeconds(20), parse("exact").timing().timeout());
    assertEquals(Duration.ofMinutes(5), parse("exact").timing().interval());
  }

  @Test
  void a_users_own_profile_is_a_file_and_wins_over_the_packaged_one() throws IOException {
    Files.writeString(folder.resolve("teapot.yaml"), "expect: { http_status: 418 }\n");
    Files.writeString(folder.resolve("exact.yaml"), "retries: 7\n");

    assertEquals("418", parse("teapot").expect().httpStatus().toString());
    assertEquals(7, parse("exact").timing().retries());
  }

  @Test
  void a_wrong_profile_is_told_once_with_its_own_file_and_line() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "retrys: 2\nprofile: ok\nurl: x\nbody: \"{{env:SECRET}}\"\n");
    String yaml =
        """
        services:
          - { id: a, url: "http://a.example", profile: bad }
          - { id: b, url: "http://b.example", profile: bad }
        """;
    ServiceParser parser = ServiceLists.parser(Source.FILE, folder);
    ConfigErrors errors =
        assertThrows(ConfigErrors.class, () -> ServiceLists.listing(parser, yaml));

    assertEquals(
        List.of(
            file + ":1:1: retrys: unknown key; did you mean \"retries\"?",
            file + ":2:1: profile: does not belong here, but in the list of services",
            file + ":3:1: url: does not belong here, but in each service",
            file + ":4:7: body: {{env:SECRET}} is filled in only in the operator's services.yaml"),
        errors.all().stream().map(ConfigError::toString).toList());
  }

  @Test
  void an_unknown_profile_is_told_with_the_names_of_the_users_own_in_mind() throws IOException {
    Files.writeString(folder.resolve("teapot.yaml"), "retries: 1\n");
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> parse("teapod"));
    assertTrue(errors.getMessage().endsWith("did you mean \"teapot\"?"), errors.getMessage());
  }
}
