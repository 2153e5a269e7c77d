package dev.uproute.deliver;

import dev.uproute.check.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Lets services go down and up, and tells of it, until it is killed. */
public final class ScriptedChannel {
  private ScriptedChannel() {}

  /**
   * @param folder of the database and of the file {@code told}, in which the receiver notes flips
   * @param say is told once that it begins
   */
  public static void tell(Path folder, Consumer<String> say) throws Exception {
    try (Desk desk = open(folder)) {
      say.accept("ready");
      int before = Integer.parseInt(desk.ask("select count(*) from service"));
      for (int i = 0; ; i++) {
        // a new one each time: one that changes too often is flapping
        String id = "s" + (before + i);
        desk.results(Status.DOWN, id);
        desk.pass(i % 30);
        desk.results(Status.UP, id);
        desk.pass(i % 90);
      }
    }
  }

  /** A desk whose clock is later than anything that happened. */
  static Desk open(Path folder) throws Exception {
    Desk desk = new Desk(folder, "team");
    desk.at("team").log(folder.resolve("told"));
    String last = desk.ask("select max(at) from delivery");
    if (last != null) {
      Instant later = Instant.ofEpochMilli(Long.parseLong(last)).plus(Duration.ofSeconds(1));
      desk.clock().pass(Duration.between(desk.clock().instant(), later));
    }
    return desk;
  }
}
