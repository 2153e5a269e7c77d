package dev.uproute.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uproute.record.Rows;
import dev.uproute.service.Service;
import dev.uproute.store.KeyValues;
import dev.uproute.wire.Wire;
import dev.uproute.wire.WireError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good list and the services of its pages, as the database has them. Not thread-safe: the
 * lock of {@link NotionServices} is around it.
 */
public final class CachedList {
  private static final Logger LOG = LoggerFactory.getLogger(CachedList.class);
  private static final String NAME = "services-notion";
  private static final JsonMapper JSON = new JsonMapper();

  private final KeyValues remembered;
  private String stored;

  CachedList(KeyValues remembered) {
    this.remembered = remembered;
  }

  /**
   * What is to be written.
   *
   * @param origins page and id of each service whose page is not known yet
   * @param adopt parameters of adopt-service.sql
   * @param services parameters of insert-service.sql
   * @param value parameters of upsert-key-value.sql
   */
  public record Entry(
      List<List<String>> origins,
      List<List<String>> adopt,
      List<List<Object>> services,
      Map<String, Object> value) {}

  Map<String, String> origins() {
    return remembered.origins();
  }

  /**
   * Empty when there is none, or none that can be read.
   *
   * @param reader of rows, which versions before the wire format remembered
   */
  Optional<List<Service>> services(Function<List<Row>, List<Service>> reader) {
    stored = remembered.value(NAME);
    if (stored == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          stored.startsWith("[")
              ? reader.apply(JSON.readValue(stored, new TypeReference<List<Row>>() {}))
              : Wire.services(stored));
    } catch (JsonProcessingException | WireError e) {
      LOG.warn("The remembered list of Notion cannot be read and is left out: {}", e.getMessage());
      return Optional.empty();
    }
  }

  Instant at() {
    return remembered.at(NAME);
  }

  /** Null when all of it is stored already. */
  Entry changed(RowReader.Read read, Map<String, String> known, boolean byName) {
    List<List<String>> origins = new ArrayList<>();
    List<List<String>> adopt = new ArrayList<>();
    List<List<Object>> services = new ArrayList<>();
    for (Service service : read.services()) {
      String page = service.tags().get("origin");
      if (!byName && !service.id().equals(known.get(page))) {
        origins.add(List.of(page, service.id()));
        adopt.add(List.of(service.id(), service.name(), service.id()));
        services.add(Rows.service(service));
      }
    }
    String value = Wire.write(read.services());
    boolean changed = !value.equals(stored) || !origins.isEmpty();
    return changed ? new Entry(origins, adopt, services, KeyValues.row(NAME, value)) : null;
  }

  void kept(Entry entry) {
    stored = (String) entry.value().get("value");
  }
}
