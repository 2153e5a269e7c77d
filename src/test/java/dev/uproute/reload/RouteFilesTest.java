package dev.uproute.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may happen to a route file, beside that somebody edits it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteFilesTest {
  private static final String FILE = "routes/check-store.camel.yaml";

  @TempDir static Path folder;
  private EditedProgram program;

  @BeforeAll
  void start() throws Exception {
    program = new EditedProgram(folder);
  }

  @AfterAll
  void stop() {
    program.close();
  }

  private static String says(String type, String word) {
    return """
    - route: { id: %1$s, from: { uri: direct:%1$s, steps: [ setBody: { constant: %2$s } ] } }
    """
        .formatted(type, word);
  }

  private Result check(String type) {
    ServiceBuilder given = ServiceBuilder.type(type);
    return program
        .camel()
        .createProducerTemplate()
        .requestBody("direct:check", given.service(), Result.class);
  }

  private void taken(String word) throws Exception {
    program.edit(FILE, says("check-store", word));
    assertEquals(List.of(), program.refused().all());
    assertEquals(word, check("store").status().name());
  }

  private Route route() {
    return program.camel().getRoute("check-store");
  }

  @Test
  void one_that_is_touched_or_written_again_stays_what_it_is() throws Exception {
    taken("DOWN");
    Route before = route();
    Path file = folder.resolve(FILE);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    program.look();
    program.edit(FILE, Files.readString(file));
    assertSame(before, route());
  }

  @Test
  void one_that_cannot_be_read_changes_nothing_until_it_can() throws Exception {
    taken("DOWN");
    Path file = folder.resolve(FILE);
    Path aside = Files.move(file, folder.resolve("aside"));
    Files.createDirectory(file);
    program.look();
    refused("cannot be read: ");
    Files.delete(file);
    Files.move(aside, file);
    program.look();
    assertEquals(List.of(), program.refused().all());

    Files.delete(file);
    Files.createSymbolicLink(file, Path.of(EditedProgram.DENIED));
    program.look();
    refused("cannot be read: access is denied");
    Files.delete(file);
    taken("UP");
  }

  private void refused(String why) {
    String sentence = program.refused().sentence();
    assertTrue(sentence.startsWith(FILE + ": " + why), sentence);
    assertEquals(Status.DOWN, check("store").status());
  }

  @Test
  void a_broken_edit_that_is_undone_is_forgotten() throws Exception {
    taken("UP");
    long taken = program.refused().takenCount();
    long refused = program.refused().refusedCount();
    Route before = route();
    String good = Files.readString(folder.resolve(FILE));
    program.edit(FILE, good + "- nonsense");
    assertEquals(FILE, program.refused().all().getFirst().file());
    program.edit(FILE, good);
    assertEquals(List.of(), program.refused().all());
    assertSame(before, route());
    assertEquals(taken, program.refused().takenCount());
    assertEquals(refused + 1, program.refused().refusedCount());
  }

  @Test
  void a_link_that_points_elsewhere_is_another_file() throws Exception {
    Files.deleteIfExists(folder.resolve(FILE));
    for (String word : List.of("UP", "DOWN")) {
      Path data = Files.createDirectories(folder.resolve("routes/.." + word));
      Files.writeString(data.resolve("check-store.camel.yaml"), says("check-store", word));
    }
    Path data = Files.createSymbolicLink(folder.resolve("routes/..data"), Path.of("..UP"));
    Files.createSymbolicLink(folder.resolve(FILE), Path.of("..data/check-store.camel.yaml"));
    program.look();
    assertEquals(Status.UP, check("store").status());
    Path next = Files.createSymbolicLink(folder.resolve("routes/..next"), Path.of("..DOWN"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    program.look();
    assertEquals(Status.DOWN, check("store").status());
    Files.delete(folder.resolve(FILE));
    program.look();
  }

  @Test
  void one_that_is_gone_gives_way_to_the_packaged_one() throws Exception {
    String file = "routes/check-tcp.camel.yaml";
    String packaged = program.camel().getRoute("check-tcp").getDescription();
    program.edit(file, says("check-tcp", "UP"));
    assertEquals(Status.UP, check("tcp").status());
    Files.delete(folder.resolve(file));
    program.look();
    assertEquals(packaged, program.camel().getRoute("check-tcp").getDescription());
    assertEquals(List.of(), program.refused().all());
  }

  /** One has preconditions, one nothing but beans. */
  @ParameterizedTest
  @ValueSource(strings = {"routes/monitor.camel.yaml", "routes/beans.camel.yaml"})
  void a_packaged_one_with_a_comment_more_is_taken(String file) throws Exception {
    program.edit(file, "# mine\n" + Files.readString(Path.of(file)));
    assertEquals(List.of(), program.refused().all());
    Files.delete(folder.resolve(file));
    program.look();
    assertEquals(List.of(), program.refused().all());
  }

  @Test
  void services_of_a_type_whose_route_is_gone_say_so_until_it_is_back() throws Exception {
    taken("UP");
    Files.delete(folder.resolve(FILE));
    for (int i = 0; i <= Retired.LOOKS; i++) {
      program.look();
    }
    Result result = check("store");
    assertEquals(Status.UNKNOWN, result.status());
    assertEquals("the check itself failed: there is no route check-store", result.reason());
    taken("DEGRADED");
  }
}
