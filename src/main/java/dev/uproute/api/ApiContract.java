package dev.uproute.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The contract of the API, {@code openapi.yaml}, as JSON. Read when it is asked for first;
 * thread-safe.
 */
public final class ApiContract {
  private static final String FILE = "/openapi.yaml";

  private JsonNode contract;

  public JsonNode openapi(ApiRequest request) {
    request.only();
    return document();
  }

  public synchronized JsonNode document() {
    contract = contract == null ? read() : contract;
    return contract;
  }

  private static JsonNode read() {
    try (InputStream file = ApiContract.class.getResourceAsStream(FILE)) {
      Load load = new Load(LoadSettings.builder().setLabel(FILE).build());
      return ApiAnswers.JSON.valueToTree(load.loadFromInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged openapi.yaml cannot be read", e);
    }
  }
}
