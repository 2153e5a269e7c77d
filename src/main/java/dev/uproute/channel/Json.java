package dev.uproute.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON as it is sent to receivers and as they answer. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, texts and numbers are always JSON", e);
    }
  }

  /**
   * What a template printed, without what only makes it readable.
   *
   * @throws IOException naming the template when it is no JSON; the text may be secret
   */
  static String compact(String template, String text) throws IOException {
    try {
      // as bytes, because so half a surrogate pair is escaped, which no text of bytes can hold
      return new String(bytes(MAPPER.readTree(text)), StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new IOException("what " + template + " prints is no JSON, in line " + line + " of it");
    }
  }

  /** What a receiver answered; a missing node when it is not JSON. */
  static JsonNode read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      // plain text or a page of a proxy: the status alone decides
      return MissingNode.getInstance();
    }
  }
}
