package dev.uproute.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uproute.parse.KeyMeanings;
import dev.uproute.parse.ListNames;
import dev.uproute.parse.ServiceSchema;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingMetadata;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Sources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "schema",
    description = {
      "Prints what editors complete and mark by: of services.yaml a JSON Schema,",
      "of application.properties spring-configuration-metadata.json. With the",
      "check types, profiles and channels of the current folder."
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  enum Of {
    services,
    settings
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "services|settings",
      description = "of which file; services.yaml when nothing is said")
  private Of of = Of.services;

  @Override
  public Integer call() throws JsonProcessingException {
    JsonMapper json =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    SettingValues settings = Assembly.values(Map.of());
    System.out.println(
        json.writeValueAsString(
            of == Of.services ? services(settings) : SettingMetadata.of(settings)));
    return 0;
  }

  private static Map<String, Object> services(SettingValues settings) {
    List<String> channels = settings.list("uproute.alert.channels");
    return new ServiceSchema(
            KeyMeanings.packaged(),
            Sources.types(),
            Sources.profiles(),
            channels.isEmpty() ? null : channels,
            ListNames.of(Path.of(settings.get("uproute.services.file"))))
        .json();
  }
}
