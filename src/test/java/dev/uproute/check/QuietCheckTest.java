package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a result in maintenance and when we are offline, through the shipped routes. */
class QuietCheckTest {
  @TempDir Path folder;

  private static RawServer server() throws Exception {
    return new RawServer(
        (_, _, out) ->
            out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
  }

  /** A port of this machine at which nobody listens. */
  private static int nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0)) {
      return gone.getLocalPort();
    }
  }

  @Test
  void while_the_flag_exists_results_are_those_of_a_maintenance() throws Exception {
    Path flag = Files.writeString(folder.resolve("maintenance.flag"), "Disks");
    try (RawServer server = server();
        Routes routes = new Routes(Map.of("uproute.maintenance.flag", flag))) {
      Result up = routes.check(Given.url(server.url("/")).service());
      assertEquals(Status.UP, up.status());
      assertTrue(up.maintenance());
      assertNull(up.online());
      Result down = routes.check(Given.url("http://127.0.0.1:" + nobody()).service());
      assertEquals(Status.DOWN, down.status());
      assertNull(down.online());
    }
  }
}
