package dev.uproute.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Further JVMs of the benchmark, with its own classes. */
final class Java {
  private Java() {}

  static String command() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A process that can be spoken to; what it complains about is shown. */
  static Process start(List<String> jvm, Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(command()));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
