package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.parse.ServiceParser;
import dev.uproute.send.Refused;
import dev.uproute.service.ListChange;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.store.KeyValues;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * The list in Notion: when it is read, what was read, and what to do when it cannot be. Routes
 * {@code services-notion*} call this in the order they show. Thread-safe; one reading at a time.
 */
public final class NotionServices {
  private static final Logger LOG = LoggerFactory.getLogger(NotionServices.class);
  private static final String SOURCE = Source.NOTION.name();

  /** {@code uproute check} waits for Notion at most so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Layout layout;
  private final RequestGate gate;
  private final Services services;
  private final RowReader reader;
  private final CachedList last;
  private final Duration every;
  private final MonotonicClock clock;

  // guarded by this
  private final Map<String, String> known = new HashMap<>();
  private boolean reading;
  private Instant next = Instant.MIN;
  private Instant wantedUntil;
  private NotionRefusal failed;
  private boolean read;
  private Set<String> logged = Set.of();
  private int refused = -1;
  private boolean cut;

  /**
   * @param every at least this long between two readings
   */
  public NotionServices(
      Layout layout,
      RequestGate gate,
      Services services,
      ServiceParser parser,
      KeyValues remembered,
      Duration every,
      MonotonicClock clock) {
    this.layout = layout;
    this.gate = gate;
    this.services = services;
    this.reader = new RowReader(parser);
    this.last = new CachedList(remembered);
    this.every = every;
    this.clock = clock;
  }

  /**
   * Watches the list of the last run until Notion has answered; called once, before the first
   * reading. A database that is away is only logged.
   */
  public synchronized void recall() {
    try {
      known.putAll(last.origins());
      last.services(rows -> reader.read(rows, pages()).services())
          .ifPresent(before -> services.recall(SOURCE, before, last.at()));
    } catch (DataAccessException e) {
      LOG.warn(
          "The remembered list of Notion cannot be read: {}",
          NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    }
  }

  private Map<String, String> pages() {
    return layout.byName() ? Map.of() : known;
  }

  /** Whether it is time to read the list; claims the time when it is. */
  public synchronized boolean due() {
    if (reading || clock.instant().isBefore(next) || !gate.open()) {
      return false;
    }
    reading = true;
    next = clock.instant().plus(every);
    return true;
  }

  /**
   * Whether the list was not read yet and Notion does not ask for more than a minute of patience.
   */
  public synchronized boolean wanting() {
    Instant now = clock.instant();
    wantedUntil = wantedUntil == null ? now.plus(PATIENCE) : wantedUntil;
    boolean waits = failed == null || failed.kind() == NotionRefusal.Kind.LATER;
    return !read
        && waits
        && !now.plus(gate.left()).isAfter(wantedUntil)
        && now.isBefore(wantedUntil);
  }

  /** Milliseconds until the gate opens. */
  public long pause() {
    return gate.left().toMillis() + 1;
  }

  public RowListing begin() {
    return RowListing.begin(layout);
  }

  /** Whether the data source is still to be found. */
  public boolean lost(RowListing list) {
    return list.source().isEmpty();
  }

  public NotionRequest database() {
    return NotionRequest.get("/v1/databases/" + layout.database());
  }

  public RowListing found(RowListing list, JsonNode database) {
    return list.found(database);
  }

  public NotionRequest schema(RowListing list) {
    return list.schema();
  }

  public RowListing columns(RowListing list, JsonNode dataSource) {
    return list.with(ColumnMapping.of(dataSource, layout));
  }

  public boolean more(RowListing list) {
    return list.more();
  }

  public NotionRequest page(RowListing list) {
    return list.page();
  }

  public RowListing add(RowListing list, JsonNode page) {
    return list.plus(page);
  }

  /**
   * What a list means.
   *
   * @param errors of rows that are left out, one sentence each
   */
  public record Rows(List<Service> services, List<String> errors) {}

  /**
   * Reads the list for {@code validate}, which shows what is wrong with it: nothing is taken or
   * kept.
   *
   * @param notion asks Notion
   * @throws NotionRefusal when Notion does not answer
   */
  public Rows preview(Function<NotionRequest, JsonNode> notion) {
    RowListing list = begin();
    list = lost(list) ? found(list, notion.apply(database())) : list;
    list = columns(list, notion.apply(schema(list)));
    while (more(list)) {
      list = add(list, notion.apply(page(list)));
    }
    RowReader.Read rows = reader.read(list.rows(), Map.of());
    return new Rows(rows.services(), List.copyOf(rows.errors()));
  }

  /**
   * Takes the whole list.
   *
   * @return what is to be remembered of it; null when nothing is new or the list is not believed
   */
  public synchronized CachedList.Entry take(RowListing list) {
    read = true;
    failed = null;
    RowReader.Read rows = reader.read(list.rows(), pages());
    rows.errors().stream().filter(m -> !logged.contains(m)).forEach(LOG::warn);
    logged = new HashSet<>(rows.errors());
    if (list.incomplete() && !cut) {
      LOG.warn(
          "Notion gives at most 10,000 rows of the list and has more; the others are not watched");
    }
    cut = list.incomplete();
    List<Service> before = services.of(SOURCE);
    if (!services.accept(SOURCE, rows.services(), rows.refused())) {
      return null;
    }
    ListChange change = ListChange.between(before, rows.services());
    if (rows.refused().size() != refused || !change.none()) {
      refused = rows.refused().size();
      LOG.info("Notion lists {}{}", change, refused == 0 ? "" : "; rows refused: " + refused);
    }
    return last.changed(rows, pages(), layout.byName());
  }

  /** What was to be remembered is. */
  public synchronized void kept(CachedList.Entry entry) {
    entry.origins().forEach(origin -> known.put(origin.getFirst(), origin.getLast()));
    last.kept(entry);
  }

  /** The list could not be read or remembered: the last good one stays. */
  public synchronized void failed(Exception e) {
    Instant now = clock.instant();
    // Camel wraps what is thrown by a bean that gives a value
    if (Refused.of(e) instanceof NotionRefusal refusal) {
      failed = refusal;
      boolean person = refusal.status() != 401 && refusal.status() != 403;
      boolean soon = refusal.kind() != NotionRefusal.Kind.LATER && person;
      next = now.plus(soon ? every : refusal.retryAfter());
      if (services.refused(SOURCE, refusal.getMessage()) && refusal.requestId() != null) {
        LOG.info("Notion's request_id of this: {}", refusal.requestId());
      }
    } else {
      LOG.debug("The list of Notion", e);
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      services.refused(SOURCE, "its list cannot be stored: " + Words.visible(why));
    }
  }

  /** The reading is over, whatever came of it. */
  public synchronized void ended() {
    reading = false;
  }
}
