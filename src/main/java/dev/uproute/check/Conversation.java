package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What is said over an open connection: sends what the service says, and judges what the peer says
 * to it. Belongs to one attempt; not thread-safe.
 *
 * <p>It ends when the peer has said what is expected, hangs up, or has said enough; when it said
 * something else and is silent then, or at the deadline. With nothing heard at all the failure of
 * the connection is thrown.
 */
final class Conversation {
  /** A peer that talks without end is heard this far. */
  private static final int MAX = 64 * 1024;

  /** A peer that has said something else and is silent for so long will not say it. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  /** So much of the time is kept to judge what was heard. */
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

  Conversation(Attempt attempt, Socket socket, CheckTrace trace, Judge verdict) {
    this.attempt = attempt;
    this.socket = socket;
    this.trace = trace;
    this.verdict = verdict;
  }

  /**
   * The verdict on what the peer says.
   *
   * @param peer for sentences
   * @throws IOException when nothing is heard before the connection fails
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

  /** Reads what comes next; false when nothing more is to be heard. */
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
      // cut at the deadline, or by the peer: what it said before stands
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

  private Result verdict() {
    judged = length;
    String text = new String(received, 0, length, StandardCharsets.UTF_8);
    return verdict.text(attempt, "answered", text, evidence);
  }
}
