package dev.uproute.parse;

import dev.uproute.service.ListChange;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.text.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * services.yaml on disk. It is judged by its content, never by its date: a new content is taken
 * when it has stayed the same for three seconds, so that a half-written file is never read, and one
 * that is wrong or gone leaves the list as it was. A changed profile counts as a change.
 * Thread-safe.
 */
public final class ServiceFile {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceFile.class);

  /** Three ticks of a second, less what a tick may come early. */
  private static final Duration SETTLED = Duration.ofMillis(2_900);

  private final Path file;
  private final Path profiles;
  private final Supplier<ServiceParser> parser;
  private final Services services;
  private final InstantSource clock;
  private final FileContent example;

  private String settled = "";
  private String seen = "";
  private Instant since = Instant.MIN;
  private String error;

  /**
   * For one file.
   *
   * @param profiles the folder of the user's own profiles, watched too; need not exist
   * @param example read at the start when there is no such file; null = then the start fails
   * @param parser asked at every reading, because the types there are may change
   */
  public ServiceFile(
      Path file,
      Path profiles,
      Supplier<ServiceParser> parser,
      Services services,
      InstantSource clock,
      byte[] example) {
    this.file = file;
    this.profiles = profiles;
    this.parser = parser;
    this.services = services;
    this.clock = clock;
    this.example = example == null ? null : new FileContent(example, "the example");
  }

  /**
   * Reads the file at once, as at the start and for a single round.
   *
   * @throws ConfigErrors when it is wrong, missing or not readable; the list before stays
   */
  public synchronized void load() {
    try {
      FileContent content = FileContent.of(file, profiles);
      settle(content, parse(content));
    } catch (IOException e) {
      String near = NearFile.of(file);
      if (!(e instanceof NoSuchFileException) || example == null || near != null) {
        String other = near == null ? "" : ", but " + near + "; call it " + file.getFileName();
        throw ConfigErrors.one(new Location(file.toString(), 0, 0), Unreadable.sentence(e) + other);
      }
      LOG.warn("There is no {} here: the example that comes with the program is watched", file);
      settle(example, parse(example));
    }
  }

  /**
   * The list as it is written now; what is watched stays as it is.
   *
   * @throws ConfigErrors when it is wrong or not readable
   */
  public synchronized WrittenList written() {
    try {
      FileContent content =
          example == null || Files.exists(file) ? FileContent.of(file, profiles) : example;
      return WrittenList.of(parser.get(), file.toString(), content.bytes());
    } catch (IOException e) {
      throw ConfigErrors.one(new Location(file.toString(), 0, 0), Unreadable.sentence(e));
    }
  }

  /** Reads the file when it has changed; called every second. Never throws for a wrong file. */
  public synchronized void refresh() {
    try {
      compare(FileContent.hash(file, profiles));
    } catch (IOException e) {
      seen = "";
      if (example != null && settled.equals(example.hash())) {
        return;
      }
      services.refused(Source.FILE.name(), file + ": " + Unreadable.sentence(e));
    }
  }

  /** There are other types of checks now: a list that was wrong may be right with them. */
  public synchronized void typesChanged() {
    if (error != null) {
      settled = "";
    }
  }

  private void compare(String hash) throws IOException {
    if (hash.equals(settled)) {
      seen = settled;
      stands();
    } else if (!hash.equals(seen) || clock.instant().isBefore(since)) {
      seen = hash;
      since = clock.instant();
    } else if (!clock.instant().isBefore(since.plus(SETTLED))) {
      FileContent content = FileContent.of(file, profiles);
      if (content.hash().equals(hash)) {
        reload(content);
      }
    }
  }

  private void reload(FileContent content) {
    try {
      ServiceParser.Parsed listing = parse(content);
      List<Service> before = services.of(Source.FILE.name());
      settle(content, listing);
      LOG.info("{} read again: {}", file, ListChange.between(before, listing.services()));
    } catch (ConfigErrors errors) {
      settled = content.hash();
      error = errors.getMessage();
      stands();
    }
  }

  /** The file holds what was judged before, and that judgement stands. */
  private void stands() {
    if (error == null) {
      services.unchanged(Source.FILE.name());
    } else {
      services.refused(Source.FILE.name(), error);
    }
  }

  private ServiceParser.Parsed parse(FileContent content) {
    return parser.get().listing(file.toString(), content.bytes());
  }

  private void settle(FileContent content, ServiceParser.Parsed listing) {
    settled = content.hash();
    seen = content.hash();
    error = null;
    services.plan(Source.FILE.name(), listing.windows());
    services.announce(listing.announcements());
    services.escalate(listing.escalations());
    services.accept(Source.FILE.name(), listing.services());
  }
}
