package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An exchange over an open connection: sends {@code send} of the service, and judges what the peer
 * answers. Belongs to one attempt; not thread-safe.
 *
 * <p>It ends when the peer has sent what is expected, closes the connection, or has sent {@value
 * #MAX} bytes; when it sent something else and then pauses, or at the deadline. When nothing was
 * received at all the failure of the connection is thrown.
 */
final class Conversation {
  /** Bytes that are received at most. */
  private static final int MAX = 64 * 1024;

  /** After a pause of this length following another answer, the expected one is not awaited. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  /** So much of the time is kept to judge what was received. */
  private static final Duration RESERVE = Duration.ofMillis(100);

  /** What comes in pieces is judged when it pauses, or has grown by an eighth. */
  private static final int PAUSE = 20;

  private final Attempt attempt;
  private final Socket socket;
  private final CheckTrace trace;
  private final Judge verdict;
  private final byte[] received = new byte[MAX];
  private int length;
  private int judged;
  private Evidence evidence;
  private Result last;

  Conversation(Attempt attempt, Socket socket, CheckTrace trace, Judge verdict) {
    this.attempt = attempt;
    this.socket = socket;
    this.trace = trace;
    this.verdict = verdict;
  }

  /**
   * The verdict on what the peer sends.
   *
   * @param peer for sentences
   * @throws IOException when nothing is received before the connection fails
   */
  Result judge(String peer) throws IOException {
    Service service = attempt.service();
    Duration limit = service.timing().readTimeout();
    int patience = limit == null ? 0 : (int) limit.toMillis();
    socket.setSoTimeout(patience);
    if (service.request().send() != null) {
      trace.begin();
      socket.getOutputStream().write(service.request().send());
      trace.transfer();
    }
    int silence = limit == null ? (int) SILENCE.toMillis() : patience;
    while (receive(silence)) {
      if (length - judged > judged / 8) {
        Result result = verdict();
        if (result.status() != Status.DOWN) {
          return result;
        }
      }
    }
    if (length == 0) {
      throw NoAnswer.down("connection closed by " + peer + " without an answer");
    }
    return verdict();
  }

  /** Reads what comes next; false when nothing more is to be received. */
  private boolean receive(int silence) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      if (length == MAX || length > 0 && !remains(judged < length ? PAUSE : silence)) {
        return false;
      }
      trace.begin();
      int n = in.read(received, length, MAX - length);
      if (n < 0) {
        return false;
      }
      if (length == 0) {
        trace.firstByte();
      } else {
        trace.transfer();
      }
      length += n;
      evidence = trace.answered();
      return true;
    } catch (SocketTimeoutException e) {
      return paused(e);
    } catch (IOException e) {
      // cut at the deadline, or by the peer: what it sent before is judged
      if (length == 0) {
        throw e;
      }
      return false;
    }
  }

  /** Sets how long the next read may take; false when the time left is needed to judge. */
  private boolean remains(int millis) throws IOException {
    long reserve = Math.min(RESERVE.toMillis(), attempt.deadline().length().toMillis() / 10);
    long left = attempt.deadline().leftMillis() - reserve;
    if (left > 0) {
      socket.setSoTimeout((int) Math.min(millis, left));
    }
    return left > 0;
  }

  /** A pause after something that is not judged yet is the time to judge it. */
  private boolean paused(SocketTimeoutException e) throws IOException {
    if (length == 0) {
      throw e;
    }
    trace.transfer();
    boolean more = judged < length;
    judged = 0;
    return more;
  }

  /** Judges what was received so far. */
  private Result verdict() {
    judged = length;
    String text = new String(received, 0, length, StandardCharsets.UTF_8);
    Result result = verdict.text(attempt, "answered", text, evidence);
    // when the time ends in the middle of it, what was said of the beginning says more
    if (result.status() != Status.TIMEOUT || last == null) {
      last = result;
    }
    return last;
  }
}
