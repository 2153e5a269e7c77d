package dev.uproute.bench;

import java.io.IOException;

/** What is checked while the program is measured. Used by one thread. */
interface Targets extends AutoCloseable {

  /** Where a service is, from number 0. */
  String url(int service);

  /** What was asked before now is of no interest. */
  void forget() throws IOException;

  /** What was asked since the targets were made to forget; the program is the one that asked. */
  Arrivals arrivals(Program program) throws IOException;

  @Override
  void close();
}
