package dev.uproute;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of this machine at which nobody listens. */
public final class FreePort {
  private FreePort() {}

  /**
   * None of those the system gives to whoever asks (32,768 and up on Linux): another test that runs
   * beside this one does not get it.
   */
  public static int find() {
    InetAddress here = InetAddress.getLoopbackAddress();
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket _ = new ServerSocket(port, 1, here);
          DatagramSocket _ = new DatagramSocket(port, here)) {
        return port;
      } catch (IOException _) {
        // taken: another one
      }
    }
  }
}
