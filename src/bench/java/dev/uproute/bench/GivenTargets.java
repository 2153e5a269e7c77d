package dev.uproute.bench;

import java.io.IOException;
import java.sql.SQLException;

/**
 * A server that runs already. What it saw cannot be asked of it, so times are those at which checks
 * began by the program's own history, to the millisecond.
 */
final class GivenTargets implements Targets {
  private final String url;
  private long since = System.currentTimeMillis();

  /**
   * @param url the number of the service is added at its end
   */
  GivenTargets(String url) {
    this.url = url;
  }

  @Override
  public String url(int service) {
    return url + service;
  }

  @Override
  public void forget() {
    since = System.currentTimeMillis();
  }

  @Override
  public Arrivals arrivals(Program program) throws IOException {
    try (Stored stored = new Stored(program.database())) {
      return stored.arrivals(since);
    } catch (SQLException e) {
      throw new IOException("the history in " + program.database() + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    // it was there before and stays
  }
}
