package dev.uproute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of this machine as something that may be changed and is thrown away: packages are
 * installed in it. For root, on Linux; for one thread.
 */
final class OwnRoot implements AutoCloseable {
  private static final String MOUNT =
      """
      mount -t tmpfs -o size=2g tmpfs "$1" && cd "$1" && mkdir upper work root &&
      mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root &&
      mount --bind /proc root/proc && mount --bind /dev root/dev && mount -t tmpfs tmpfs root/run &&
      mount -t tmpfs -o mode=1777,noexec tmpfs root/tmp && echo mounted && exec sleep infinity
      """;

  private final Path at;
  private final Process holder;

  /**
   * @param folder an empty place of its own in it
   */
  OwnRoot(Path folder) throws IOException {
    Path place = Files.createDirectory(folder.resolve("machine"));
    holder =
        new ProcessBuilder("unshare", "--mount", "sh", "-c", MOUNT, "sh", place.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    at = Path.of("/proc", Long.toString(holder.pid()), "root" + place, "root");
    if (!"mounted".equals(holder.inputReader().readLine())) {
      throw new IOException("a file system over that of this machine cannot be mounted");
    }
  }

  /** A file in it as this process sees it. */
  Path path(String file) {
    return at.resolve(file.substring(1));
  }

  /** Runs a line of shell in it, to its end. */
  Shell.Run run(String line) throws Exception {
    return run(inside("sh", "-c", line));
  }

  private List<String> inside(String... command) {
    String namespace = "/proc/" + holder.pid() + "/ns/mnt";
    String root = at.toString().replaceFirst("/proc/\\d+/root", "");
    List<String> all =
        new ArrayList<>(List.of("nsenter", "--mount=" + namespace, "chroot", root, "env", "-i"));
    all.add("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
    all.addAll(List.of(command));
    return all;
  }

  /** What a unit of systemd says; of a key that is said twice the last. */
  Map<String, String> unit(String file) throws IOException {
    Map<String, String> unit = new LinkedHashMap<>();
    for (String line : Files.readAllLines(path(file))) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        unit.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return unit;
  }

  /** The command that starts what a unit says as it says, in a network. */
  List<String> service(OwnNetwork network, Map<String, String> unit) {
    String state = "/var/lib/" + unit.get("StateDirectory");
    String start =
        // ProtectSystem=strict
        "mount --bind %s %s && mount -o remount,bind,ro / && cd %s && umask %s && exec setpriv"
            + " --reuid=%s --regid=%s --init-groups --no-new-privs --bounding-set=-all"
            + " --inh-caps=-all env -i %s PATH=/usr/bin:/bin %s";
    String line =
        start.formatted(
            state,
            state,
            unit.get("WorkingDirectory"),
            unit.get("UMask"),
            unit.get("User"),
            unit.get("Group"),
            unit.get("Environment"),
            unit.get("ExecStart"));
    List<String> command = Installed.in(network);
    command.addAll(inside("unshare", "--mount", "sh", "-c", line));
    return command;
  }

  static Shell.Run run(List<String> command) throws Exception {
    Path err = Files.createTempFile("command", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      process.outputWriter().close();
      String out = new String(process.getInputStream().readAllBytes());
      return new Shell.Run(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly();
    holder.onExit().join();
  }
}
