package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.TestDatabase;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract as it is served is enough for OpenAPI Generator to make a client that works. */
@Tag("nightly")
class GeneratedClientTest {
  /** Where the profile nightly puts it. */
  private static final Path GENERATOR = Path.of("target/openapi-generator-cli.jar");

  private static final Path LIFE = Path.of("src/test/resources/client/MonitorLife.java");

  @TempDir Path folder;

  @Test
  void a_generated_client_does_the_whole_life_of_a_service() throws Exception {
    Map<String, String> settings =
        Map.of(
            "uproute.monitor", "true",
            "uproute.services.from", "api",
            "uproute.targets.private", "api");
    try (ApiServer api = new ApiServer(TestDatabase.SQLITE, folder, "services: []", settings)) {
      generate(api.root() + "api/openapi.json");
      assertEquals(names(api.contract().document()), models());
      Path classes = compile();
      URL[] added = {classes.toUri().toURL()};
      try (URLClassLoader loader = new URLClassLoader(added, getClass().getClassLoader())) {
        live(loader.loadClass("client.MonitorLife"), api.root());
      }
    }
  }

  /** By the command that docs/api.md gives, apart from what only people look at. */
  private void generate(String document) throws Exception {
    assertTrue(Files.exists(GENERATOR), GENERATOR + " is missing: -Pnightly puts it there");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String all =
        "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false";
    List<String> command =
        List.of(
            java,
            "-jar",
            GENERATOR.toString(),
            "generate",
            "-i",
            document,
            "-g",
            "java",
            "-o",
            folder.resolve("client").toString(),
            "--additional-properties=library=native,useJakartaEe=true",
            "--global-property=" + all);
    Path log = folder.resolve("log");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String said = Files.readString(log);
    assertEquals(0, exit, said);
    assertFalse(said.contains("cannot be used as"), said);
  }

  /** Those of objects and words: the others are texts, numbers and lists to a client. */
  private static Set<String> names(JsonNode contract) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> each : contract.at("/components/schemas").properties()) {
      JsonNode schema = each.getValue();
      if (schema.has("enum") || schema.has("properties") || schema.has("allOf")) {
        names.add(each.getKey());
      }
    }
    return names;
  }

  /** What the generator called them: a schema without a name would get one nobody chose. */
  private Set<String> models() throws IOException {
    Path model = folder.resolve("client/src/main/java/org/openapitools/client/model");
    try (Stream<Path> files = Files.list(model)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("AbstractOpenApiSchema"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Path compile() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null);
        Stream<Path> generated = Files.walk(folder.resolve("client/src/main/java"))) {
      List<Path> sources = new ArrayList<>(List.of(LIFE));
      generated.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      boolean compiled =
          compiler
              .getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(compiled, () -> found.getDiagnostics().toString());
    }
    return classes;
  }

  private static void live(Class<?> life, String root) throws Exception {
    Callable<?> client =
        (Callable<?>)
            life.getConstructor(String.class, String.class).newInstance(root, ApiServer.WRITE);
    client.call();
  }
}
