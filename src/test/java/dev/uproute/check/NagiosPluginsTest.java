package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.Farm;
import dev.uproute.FreePort;
import dev.uproute.ServiceBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plugins of Debian's package monitoring-plugins-basic, through the shipped route. */
class NagiosPluginsTest {
  private static final Path PLUGINS = Path.of("/usr/lib/nagios/plugins");

  @Test
  void they_are_understood() throws Exception {
    assumeTrue(Files.isDirectory(PLUGINS), "no package monitoring-plugins-basic here");
    try (Farm farm = new Farm();
        Routes routes = new Routes()) {
      String target = "-I 127.0.0.1 -p " + farm.url("/").replaceAll(".*:(\\d+).*", "$1");
      Result http = check(routes, "check_http " + target + " -u /ok/1");
      assertEquals(Status.UP, http.status(), http.reason());
      assertTrue(http.reason().startsWith("HTTP OK: HTTP/1.1 200 OK - "), http.reason());
      assertEquals(Set.of("time [s]", "size [B]"), labels(http));
      Result broken = check(routes, "check_http " + target + " -u /503/1");
      assertEquals(Status.DOWN, broken.status(), broken.reason());

      Result tcp = check(routes, "check_tcp -H 127.0.0.1 -p " + FreePort.find());
      assertEquals(Status.DOWN, tcp.status());
      assertTrue(tcp.reason().contains("Connection refused"), tcp.reason());

      Result disk = check(routes, "check_disk -w 0% -c 0% -p /");
      assertEquals(Status.UP, disk.status(), disk.reason());
      assertTrue(disk.reason().startsWith("DISK OK - free space: / "), disk.reason());
      // in MB, MiB or bytes, by its version
      assertTrue(labels(disk).iterator().next().startsWith("/ ["), labels(disk).toString());
      assertEquals(Status.DOWN, check(routes, "check_disk -w 100% -c 100% -p /").status());

      Result load = check(routes, "check_load -w 900,900,900 -c 999,999,999");
      assertTrue(load.reason().matches("(LOAD )?OK - .*load average: .*"), load.reason());
      assertEquals(Set.of("load1", "load5", "load15"), labels(load));

      for (int code = 0; code < 4; code++) {
        Result dummy = check(routes, "check_dummy " + code + " 'some text'");
        Status[] expected = {Status.UP, Status.DEGRADED, Status.DOWN, Status.UNKNOWN};
        assertEquals(expected[code], dummy.status());
        assertTrue(dummy.reason().endsWith(": some text"), dummy.reason());
      }
      Result usage = check(routes, "check_http --nosuchoption");
      assertEquals(Status.UNKNOWN, usage.status(), usage.reason());
    }
  }

  private static Set<String> labels(Result result) {
    return result.evidence().perfdata().values().keySet();
  }

  private static Result check(Routes routes, String command) {
    return routes.check(ServiceBuilder.command(PLUGINS + "/" + command).service());
  }
}
