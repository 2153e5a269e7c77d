package dev.uproute.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loopback targets in a process of their own, which know when they were asked. */
final class OwnTargets implements Targets {
  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;
  private final int port;

  OwnTargets() throws IOException {
    List<String> jvm = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:-UsePerfData");
    process = Java.start(jvm, Target.class);
    out = process.inputReader();
    in = new PrintWriter(process.outputWriter(), true);
    port = Integer.parseInt(out.readLine());
  }

  @Override
  public String url(int service) {
    return "http://127.0.0.1:" + port + "/" + service;
  }

  @Override
  public void forget() throws IOException {
    read();
  }

  @Override
  public Arrivals arrivals(Program program) throws IOException {
    return read();
  }

  private Arrivals read() throws IOException {
    Path file = Files.createTempFile("uproute-bench", ".arrivals");
    try {
      in.println(file);
      int count = Integer.parseInt(out.readLine());
      return Arrivals.read(file, count);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
