package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Window;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in maintenance: everybody while the flag file exists, and whom an open window covers.
 * Evaluated anew when a second has passed. Thread-safe.
 */
public final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  /** So much of the flag file is read, in bytes. */
  private static final int READ = 1024;

  private final Path flag;
  private final Services services;
  private final InstantSource clock;
  private volatile Now now = new Now(Long.MIN_VALUE, null, List.of());
  private String problem;

  /**
   * @param second the epoch second this was found in
   * @param flag what the flag file says; null when there is none
   */
  private record Now(long second, String flag, List<Window> open) {}

  /**
   * @param flag the file that means maintenance of everything; its text is the reason
   */
  public Maintenance(String flag, Services services, InstantSource clock) {
    this.flag = Path.of(flag);
    this.services = services;
    this.clock = clock;
  }

  /** The same result, marked when its service is in maintenance now. */
  public Result mark(Result result) {
    return reason(result.service()) == null ? result : result.inMaintenance();
  }

  /**
   * The same result, marked when its service was in maintenance at its time; the flag file says
   * nothing of more than a minute ago.
   */
  public Result markThen(Result result) {
    if (result.maintenance() || result.at().isAfter(clock.instant().minusSeconds(60))) {
      return mark(result);
    }
    boolean open =
        services.windows().stream()
            .anyMatch(each -> each.open(result.at()) && each.covers(result.service()));
    return open ? result.inMaintenance() : result;
  }

  /** Why a service is in maintenance now, empty when no reason is given; null when it is not. */
  public String reason(Service service) {
    Now now = now();
    if (now.flag != null) {
      return now.flag;
    }
    for (Window window : now.open) {
      if (window.covers(service)) {
        return window.name();
      }
    }
    return null;
  }

  /** Whether any service may be in maintenance now. */
  public boolean any() {
    Now now = now();
    return now.flag != null || !now.open.isEmpty();
  }

  private Now now() {
    long second = Math.floorDiv(clock.millis(), 1000);
    return now.second == second ? now : evaluate(second);
  }

  private synchronized Now evaluate(long second) {
    if (now.second != second) {
      Instant at = Instant.ofEpochSecond(second);
      List<Window> open = services.windows().stream().filter(w -> w.open(at)).toList();
      now = new Now(second, flag(), open);
    }
    return now;
  }

  private String flag() {
    if (!Files.exists(flag, LinkOption.NOFOLLOW_LINKS)) {
      problem = null;
      return null;
    }
    if (Files.isDirectory(flag)) {
      return "";
    }
    try {
      // what is no plain file, such as a pipe, may never answer
      if (!Files.isRegularFile(flag) && Files.exists(flag)) {
        return "";
      }
      try (InputStream in = Files.newInputStream(flag)) {
        String text = new String(in.readNBytes(READ), StandardCharsets.UTF_8);
        problem = null;
        return Sentence.clean(text.strip().replaceAll("\\s+", " "));
      }
    } catch (IOException e) {
      warn(e);
      return null;
    }
  }

  /** Logged once: a file that cannot be read may have been meant for something else. */
  private void warn(IOException e) {
    String sentence = e.toString();
    if (!sentence.equals(problem)) {
      LOG.warn("{} cannot be read, so there is no maintenance: {}", flag, sentence);
      problem = sentence;
    }
  }
}
