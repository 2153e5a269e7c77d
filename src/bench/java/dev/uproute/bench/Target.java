package dev.uproute.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Every target of the benchmark in a JVM of its own, so that answering costs the measured program
 * nothing: one thread, one selector, one loopback port. {@code GET /7} is service 7; when it was
 * asked is kept, in nanoseconds of the clock all processes of a machine share.
 *
 * <p>Says its port; then each line that comes in is a file to write what was seen to, and forget.
 */
final class Target {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer request = ByteBuffer.allocateDirect(4096);
  private final Selector selector = Selector.open();
  private int[] services = new int[1 << 16];
  private long[] times = new long[1 << 16];
  private int seen;

  private Target() throws IOException {}

  public static void main(String[] args) throws IOException {
    Target target = new Target();
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 8192);
    server.configureBlocking(false).register(target.selector, SelectionKey.OP_ACCEPT);
    System.out.println(server.socket().getLocalPort());
    Thread.ofPlatform().start(target::obey);
    target.serve();
  }

  private void serve() throws IOException {
    while (selector.isOpen()) {
      selector.select(this::ready);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
      } else {
        answer((SocketChannel) key.channel());
      }
    } catch (IOException e) {
      // a client that hung up is judged by what the other side stored
      key.cancel();
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.register(selector, SelectionKey.OP_READ);
    }
  }

  private void answer(SocketChannel client) throws IOException {
    request.clear();
    int length = client.read(request);
    // requests are small and come in one piece; "GET /7 HTTP/1.1" has its number at 5
    if (length > 5) {
      see(number(), System.nanoTime());
      client.write(ByteBuffer.wrap(ANSWER));
    }
    client.close();
  }

  private int number() {
    int number = 0;
    for (int i = 5; request.get(i) >= '0' && request.get(i) <= '9'; i++) {
      number = number * 10 + request.get(i) - '0';
    }
    return number;
  }

  private synchronized void see(int service, long at) {
    if (seen == times.length) {
      services = Arrays.copyOf(services, seen * 2);
      times = Arrays.copyOf(times, seen * 2);
    }
    services[seen] = service;
    times[seen++] = at;
  }

  private void obey() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(write(Path.of(line)));
      }
      System.exit(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private synchronized int write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (int i = 0; i < seen; i++) {
        out.writeInt(services[i]);
        out.writeLong(times[i]);
      }
    }
    int written = seen;
    seen = 0;
    return written;
  }
}
