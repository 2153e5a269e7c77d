package dev.uproute.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams at {@code /events}, over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class EventStreamsTest {
  private static final String EVENT = "event: pages\ndata: changed\n\n";

  /** Less than a reader may leave unread. */
  private static final int SOME = 50;

  @TempDir Path folder;
  private SiteServer server;

  @BeforeEach
  void open() throws Exception {
    server = new SiteServer(folder, 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void there_are_200_streams_and_no_more_until_one_ends() throws Exception {
    List<HttpURLConnection> open = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST; i++) {
      HttpURLConnection stream = stream();
      assertEquals(200, stream.getResponseCode());
      open.add(stream);
    }
    HttpURLConnection surplus = stream();
    assertEquals(503, surplus.getResponseCode());
    server.events.publish();
    try (InputStream last = open.getLast().getInputStream()) {
      String expected = "retry: 3000\n\n" + EVENT;
      assertEquals(expected, new String(last.readNBytes(expected.length())));
    }
    open.getLast().disconnect();
    listening(EventStreams.MOST - 1);
    assertEquals(200, stream().getResponseCode());
  }

  private HttpURLConnection stream() throws Exception {
    return (HttpURLConnection) URI.create(server.root() + "events").toURL().openConnection();
  }

  private void listening(int count) throws Exception {
    assertTrue(
        Wait.until(Wait.LONG, () -> server.events.count() == count),
        server.events.count() + " streams");
  }

  @Test
  void one_that_does_not_read_is_closed_and_others_get_every_event() throws Exception {
    try (Socket idle = new Socket();
        InputStream reader = stream().getInputStream()) {
      idle.setReceiveBufferSize(4096);
      idle.connect(new InetSocketAddress("127.0.0.1", server.port));
      idle.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      listening(2);
      reader.readNBytes("retry: 3000\n\n".length());
      int events = 0;
      // what its operating system takes is not ours to bound
      for (; server.events.count() == 2; events += SOME) {
        for (int i = 0; i < SOME; i++) {
          server.events.publish();
        }
        assertEquals(EVENT.repeat(SOME), new String(reader.readNBytes(EVENT.length() * SOME)));
        assertTrue(events < 1_000_000, events + " events for one that does not read");
      }
      server.events.publish();
      assertEquals(EVENT, new String(reader.readNBytes(EVENT.length())));
    }
  }
}
