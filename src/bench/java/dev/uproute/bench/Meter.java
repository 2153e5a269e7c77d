package dev.uproute.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says a process took (proc(5)). */
record Meter(long pid) {
  /** The kernel gives times in hundredths of a second, whatever its own tick is. */
  private static final double TICKS = 100;

  /** Seconds of processor time so far, user and system. */
  double cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // the name in parentheses may hold blanks; the fields after it are counted from the third
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** Resident memory now, in MB of 1,000,000 bytes. */
  double rss() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
      }
    }
    throw new IOException("/proc/" + pid + "/status has no VmRSS");
  }
}
