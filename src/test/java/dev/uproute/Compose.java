package dev.uproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a compose file says of a service, told to a runtime of containers as Docker tells it. */
final class Compose {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Compose() {}

  /** The documents of a file of YAML. */
  static List<JsonNode> documents(String file) throws IOException {
    Iterable<Object> documents =
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(Path.of(file)));
    return StreamSupport.stream(documents.spliterator(), false)
        .<JsonNode>map(JSON::valueToTree)
        .toList();
  }

  static JsonNode service(String file, String name) throws IOException {
    return documents(file).getFirst().at("/services/" + name);
  }

  /**
   * Puts it into the {@code config.json} of a bundle.
   *
   * @param there the files and folders that volumes and secrets stand for
   * @param network the namespace it is in
   */
  static void apply(JsonNode service, ObjectNode runtime, Map<String, Path> there, String network) {
    ObjectNode process = (ObjectNode) runtime.get("process");
    process.put("terminal", false);
    process.put("noNewPrivileges", has(service, "security_opt", "no-new-privileges:true"));
    if (has(service, "cap_drop", "ALL")) {
      process.putObject("capabilities");
    }
    ((ObjectNode) runtime.get("root")).put("readonly", service.get("read_only").asBoolean());
    ArrayNode mounts = (ArrayNode) runtime.get("mounts");
    // what umoci makes of VOLUME
    for (int i = mounts.size() - 1; i >= 0; i--) {
      if (mounts.get(i).get("destination").asText().equals("/data")) {
        mounts.remove(i);
      }
    }
    for (JsonNode volume : service.get("volumes")) {
      String[] parts = volume.asText().split(":");
      bind(mounts, there.get(parts[0]), parts[1], parts.length > 2 ? parts[2] : "rw");
    }
    for (JsonNode secret : service.get("secrets")) {
      bind(mounts, there.get(secret.asText()), "/run/secrets/" + secret.asText(), "ro");
    }
    for (JsonNode tmpfs : service.get("tmpfs")) {
      String[] parts = tmpfs.asText().split(":");
      ArrayNode options = mount(mounts, "tmpfs", "tmpfs", parts[0]);
      // as Docker mounts it unless "exec" is asked for
      List.of("nosuid", "nodev", "noexec").forEach(options::add);
      List.of(parts[1].split(",")).forEach(options::add);
    }
    ObjectNode linux = (ObjectNode) runtime.get("linux");
    linux.set("sysctl", service.get("sysctls"));
    long memory = Long.parseLong(service.get("mem_limit").asText().replace("m", "")) << 20;
    linux.putObject("resources").putObject("memory").put("limit", memory);
    linux
        .get("namespaces")
        .forEach(
            namespace -> {
              if (namespace.get("type").asText().equals("network")) {
                ((ObjectNode) namespace).put("path", network);
              }
            });
  }

  private static boolean has(JsonNode service, String key, String value) {
    return StreamSupport.stream(service.get(key).spliterator(), false)
        .anyMatch(each -> each.asText().equals(value));
  }

  private static void bind(ArrayNode mounts, Path from, String to, String mode) {
    mount(mounts, "bind", from.toString(), to).add("bind").add(mode);
  }

  private static ArrayNode mount(ArrayNode mounts, String type, String from, String to) {
    ObjectNode mount = mounts.addObject();
    return mount.put("destination", to).put("type", type).put("source", from).putArray("options");
  }
}
