package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Kaoto and the Camel extension of Visual Studio Code open our files without a complaint: both
 * judge by the schema that Camel ships with its YAML DSL, of the version that runs them.
 */
@Execution(ExecutionMode.CONCURRENT)
class EditorSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static JsonSchema schema;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = EditorSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
    }
  }

  /** It grew to hundreds of megabytes while it judged. */
  @AfterAll
  static void forget() {
    schema = null;
  }

  @Test
  void every_route_file_is_as_editors_expect_it() throws Exception {
    List<String> complaints = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.sorted().toList()) {
        judge(file.toString(), Files.readString(file), complaints);
      }
    }
    assertEquals(List.of(), complaints);
  }

  @Test
  void every_route_of_a_page_is_as_editors_expect_it() throws Exception {
    List<String> complaints = new ArrayList<>();
    Map<String, String> examples = examples();
    examples.forEach((page, example) -> judge(page, example, complaints));
    assertEquals(List.of(), complaints);
    assertTrue(examples.size() >= 4, examples.keySet()::toString);
  }

  @Test
  void a_misspelt_step_would_be_a_complaint() {
    List<String> complaints = new ArrayList<>();
    judge(
        "x",
        "- route: { from: { uri: direct:a, steps: [ { setBodi: { constant: b } } ] } }",
        complaints);
    assertTrue(complaints.toString().contains("setBodi"), complaints::toString);
  }

  /** Routes in the pages that people read, by where they stand. */
  private static Map<String, String> examples() throws Exception {
    Map<String, String> examples = new TreeMap<>();
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.list(Path.of("docs"))) {
      for (Path page :
          Stream.concat(top, docs).filter(f -> f.toString().endsWith(".md")).toList()) {
        Pattern block = Pattern.compile("(?s)```yaml\\n(.*?)```");
        for (MatchResult found : block.matcher(Files.readString(page)).results().toList()) {
          String example = found.group(1).stripIndent();
          if (example.contains("- route:")) {
            examples.put(page + " at " + found.start(), example);
          }
        }
      }
    }
    return examples;
  }

  private static void judge(String where, String yaml, List<String> complaints) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode tree = JSON.valueToTree(read);
    schema.validate(tree).forEach(each -> complaints.add(where + ": " + each));
  }
}
