package dev.uproute.check;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;

/**
 * An echo through Linux's unprivileged ICMP socket, which {@code net.ipv4.ping_group_range} opens
 * to users (Docker does by default). The kernel fills in identifier and checksum and hands over
 * only replies to this socket's own echo. Blocks its thread; safe on any number of threads.
 */
final class Icmp {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final byte ECHO_4 = 8;
  private static final byte ECHO_6 = (byte) 128;
  private static final byte REPLY_4 = 0;
  private static final byte REPLY_6 = (byte) 129;

  private static final boolean LINUX_64 =
      System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == 8;

  private Icmp() {}

  /** Java's own sockets know no ICMP, so these five calls go to the C library. */
  private static final class C {
    static final MethodHandle SOCKET = handle("socket", "iii");
    static final MethodHandle SETSOCKOPT = handle("setsockopt", "iiiPi");
    static final MethodHandle CONNECT = handle("connect", "iPi");
    static final MethodHandle SEND = handle("send", "iPLi");
    static final MethodHandle RECV = handle("recv", "iPLi");
    static final MethodHandle CLOSE = handle("close", "i");

    @SuppressWarnings("restricted") // the names and types below are the C library's own
    private static MethodHandle handle(String name, String types) {
      ValueLayout[] layouts = new ValueLayout[types.length()];
      for (int i = 0; i < layouts.length; i++) {
        layouts[i] =
            switch (types.charAt(i)) {
              case 'P' -> ValueLayout.ADDRESS;
              case 'L' -> ValueLayout.JAVA_LONG;
              default -> ValueLayout.JAVA_INT;
            };
      }
      ValueLayout result =
          name.equals("send") || name.equals("recv") ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT;
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, layouts));
    }
  }

  static Ping.Echo echo(InetAddress address, Duration patience) {
    if (!LINUX_64) {
      return Ping.Echo.IMPOSSIBLE;
    }
    boolean six = address instanceof Inet6Address;
    try {
      int socket =
          (int)
              C.SOCKET.invokeExact(
                  six ? AF_INET6 : AF_INET,
                  SOCK_DGRAM_CLOEXEC,
                  six ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
      if (socket < 0) {
        return Ping.Echo.IMPOSSIBLE;
      }
      try (Arena arena = Arena.ofConfined()) {
        return echo(socket, address, six, patience, arena);
      } finally {
        int _ = (int) C.CLOSE.invokeExact(socket);
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call to the C library failed", e);
    }
  }

  private static Ping.Echo echo(
      int socket, InetAddress address, boolean six, Duration patience, Arena arena)
      throws Throwable {
    MemorySegment peer = peer(address, six, arena);
    if ((int) C.CONNECT.invokeExact(socket, peer, (int) peer.byteSize()) < 0) {
      return Ping.Echo.SILENT;
    }
    MemorySegment time = arena.allocate(16);
    time.set(ValueLayout.JAVA_LONG, 0, patience.toSeconds());
    time.set(ValueLayout.JAVA_LONG, 8, Math.max(1000, patience.toNanosPart() / 1000));
    int set = (int) C.SETSOCKOPT.invokeExact(socket, SOL_SOCKET, SO_RCVTIMEO, time, 16);
    MemorySegment packet = arena.allocate(16);
    packet.set(ValueLayout.JAVA_BYTE, 0, six ? ECHO_6 : ECHO_4);
    if (set < 0 || (long) C.SEND.invokeExact(socket, packet, 16L, 0) < 0) {
      return Ping.Echo.SILENT;
    }
    MemorySegment reply = arena.allocate(64);
    long length = (long) C.RECV.invokeExact(socket, reply, 64L, 0);
    byte type = reply.get(ValueLayout.JAVA_BYTE, 0);
    return length >= 8 && type == (six ? REPLY_6 : REPLY_4) ? Ping.Echo.ANSWERED : Ping.Echo.SILENT;
  }

  /** struct sockaddr_in or sockaddr_in6, port 0. */
  private static MemorySegment peer(InetAddress address, boolean six, Arena arena) {
    byte[] bytes = address.getAddress();
    MemorySegment peer = arena.allocate(six ? 28 : 16, 8);
    peer.set(ValueLayout.JAVA_SHORT, 0, (short) (six ? AF_INET6 : AF_INET));
    MemorySegment.copy(bytes, 0, peer, ValueLayout.JAVA_BYTE, six ? 8 : 4, bytes.length);
    return peer;
  }
}
