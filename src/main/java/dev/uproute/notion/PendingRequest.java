package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * One thing to ask of Notion, and who is reported what came of it.
 *
 * @param call the request
 * @param done takes the answer
 * @param refused takes the refusal; unless it changes something, the same is asked again later
 */
public record PendingRequest(
    NotionRequest call, Consumer<JsonNode> done, Consumer<NotionRefusal> refused) {}
