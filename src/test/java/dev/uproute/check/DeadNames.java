package dev.uproute.check;

import dev.uproute.dns.NameResolver;
import dev.uproute.dns.ScriptedServer;
import java.io.IOException;
import java.time.InstantSource;

/** The bean {@code names} with a name server that knows every name as this machine, or fails. */
public final class DeadNames {
  private static final ScriptedServer.Script ALIVE = ScriptedServer.here(0);
  private static final ScriptedServer SERVER = start();

  private DeadNames() {}

  private static ScriptedServer start() {
    try {
      return new ScriptedServer(ALIVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of this server alone. */
  public static NameResolver names(InstantSource clock) {
    return ScriptedServer.names(() -> clock.millis() * 1_000_000, SERVER);
  }

  /** As messages name it. */
  public static String server() {
    return SERVER.name();
  }

  /**
   * @param script what it does instead; null = it answers
   */
  public static void fail(ScriptedServer.Script script) {
    SERVER.script(script == null ? ALIVE : script);
  }
}
