package dev.uproute.api;

import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Node;
import dev.uproute.parse.Pointers;
import dev.uproute.parse.ServiceParser;
import dev.uproute.parse.WrittenList;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * The services that are listed by the API: rows of the database, each with its keys as JSON. They
 * are read at the start, when one is changed here, and now and then, because another program may
 * have changed them. Thread-safe.
 */
public final class ApiServices {
  private static final Logger LOG = LoggerFactory.getLogger("api");
  private static final String SOURCE = Source.API.name();

  /** After this a database that could not be read is asked again. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Services services;
  private final ServiceParser parser;
  private final JdbcTemplate reader;
  private final Duration every;
  private final MonotonicClock clock;

  // guarded by this
  private Map<String, String> rows = Map.of();
  private Set<String> logged = Set.of();
  private Instant next = Instant.MIN;

  /**
   * @param every at least this long between two readings that nobody asked for
   */
  public ApiServices(
      Services services,
      ServiceParser parser,
      DataSource reader,
      Duration every,
      MonotonicClock clock) {
    this.services = services;
    this.parser = parser;
    this.reader = new JdbcTemplate(reader);
    this.every = every;
    this.clock = clock;
  }

  /** Whether it is time to read them; claims the time when it is. */
  public synchronized boolean due() {
    Instant now = clock.instant();
    boolean due = !now.isBefore(next);
    next = due ? now.plus(every) : next;
    return due;
  }

  /** Reads them now; while the database cannot be read, those before stay. */
  public synchronized void read() {
    try {
      Map<String, String> found = new LinkedHashMap<>();
      reader.query(
          Store.sql("select-listed"),
          row -> {
            found.put(row.getString("id"), row.getString("keys"));
          });
      take(found);
    } catch (DataAccessException | TransactionException e) {
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      services.refused(SOURCE, "the database cannot be read: " + cause.getMessage());
      next = clock.instant().plus(AGAIN);
    }
  }

  /** Says what is not watched because the API is no source any more. */
  public void warn() {
    try {
      int count = reader.queryForList(Store.sql("select-listed")).size();
      if (count > 0) {
        LOG.warn(
            "{} that the API listed: not watched, because uproute.services.from does not name api",
            Words.count(count, "service"));
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("not known what the API listed", e);
    }
  }

  /** A row that is not as allowed, any more, is left out; the others are not concerned. */
  private void take(Map<String, String> found) {
    List<Service> list = new ArrayList<>();
    Set<String> refused = new HashSet<>();
    Set<String> errors = new HashSet<>();
    found.forEach(
        (id, keys) -> {
          try {
            list.add(parser.one(ListedKeys.node(id, keys)));
          } catch (ConfigErrors invalid) {
            refused.add(id);
            invalid.all().forEach(error -> errors.add(error.toString()));
          }
        });
    errors.stream().filter(error -> !logged.contains(error)).forEach(LOG::warn);
    logged = errors;
    rows = found;
    services.accept(SOURCE, list, refused);
  }

  /** The keys of the service of the path, as JSON; null when it is not listed here. */
  public String keys(ApiRequest request) {
    return keys(request.id());
  }

  synchronized String keys(String id) {
    return rows.get(id);
  }

  /** The ids of all that are listed here, also of those whose row is not as allowed. */
  synchronized Set<String> ids() {
    return Set.copyOf(rows.keySet());
  }

  /**
   * A whole file that was sent.
   *
   * @throws ConfigErrors with everything that is wrong
   */
  WrittenList list(String name, byte[] sent) {
    return WrittenList.of(parser, name, sent);
  }

  /**
   * One that was sent, with its keys as they are stored.
   *
   * @param places where in what was sent an error is
   * @throws Problem 400 with everything that is wrong
   */
  WrittenList.Addition addition(Node.Fields keys, Pointers places) {
    Set<String> others = new HashSet<>(ids());
    services.current().forEach(each -> others.add(each.id()));
    try {
      return WrittenList.empty(parser).addition(keys, others);
    } catch (ConfigErrors e) {
      throw ApiBody.problem(e, places);
    }
  }
}
