package dev.uproute.check;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is a file at the address of a service. Stateless. */
public final class FileProbe {
  public Result check(Attempt attempt) {
    String path = attempt.service().target().url();
    return Files.isRegularFile(Path.of(path))
        ? attempt.result(Status.UP, "there is a file", Evidence.NONE)
        : attempt.result(Status.DOWN, "there is no file " + path, Evidence.NONE);
  }
}
