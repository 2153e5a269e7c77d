package dev.uproute.check;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.Predicate;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * HTTP/1.1 over one socket, for one request, with limits on what the head of an answer may be. Used
 * by one thread.
 */
final class HttpConnection extends DefaultBHttpClientConnection {
  private static final int HEAD_BYTES = 64 * 1024;
  private static final int HEADERS = 200;
  private static final byte ALERT = 21;
  private static final byte HANDSHAKE = 22;
  private static final byte TLS = 3;
  private static final int BUFFER = 2048;
  private static final int PIECE = 8192;
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(BUFFER)
          .setMaxHeaderCount(HEADERS)
          .setMaxLineLength(HEAD_BYTES)
          .build();

  private static final DefaultHttpResponseParserFactory PARSERS =
      new DefaultHttpResponseParserFactory(LIMITS, new HttpFraming.Lines(), null);

  private static final HttpFraming FRAMING = new HttpFraming();

  /** Bytes that are judged again and again while a body comes in pieces. */
  private static final int JUDGED = 16 << 20;

  private final CheckTrace trace;
  private InputStream raw;
  private boolean headRead;

  HttpConnection(Socket socket, CheckTrace trace) throws IOException {
    // the parser has limits of its own; without this one it would take any number of headers
    super(LIMITS, null, null, FRAMING, null, null, PARSERS);
    this.trace = trace;
    bind(new Counted(socket));
  }

  /** Sends the request and returns the head of the final answer. */
  ClassicHttpResponse ask(ClassicHttpRequest request) throws IOException, HttpException {
    trace.begin();
    sendRequestHeader(request);
    sendRequestEntity(request);
    flush();
    trace.transfer();
    ClassicHttpResponse response = head();
    while (response.getCode() < 200 && response.getCode() != 101) {
      response = head();
    }
    headRead = true;
    return response;
  }

  private ClassicHttpResponse head() throws IOException, HttpException {
    try {
      return receiveResponseHeader();
    } catch (IllegalArgumentException e) {
      // the parser's answer to status 000
      throw new ProtocolException(e.getMessage(), e);
    }
  }

  /**
   * What the answer's body begins with, up to one byte more than is judged.
   *
   * @param enough whether what came so far is all that is needed; asked when no more is there yet
   */
  Part body(ClassicHttpResponse response, Predicate<byte[]> enough)
      throws IOException, HttpException {
    receiveResponseEntity(response);
    long length = response.getEntity().getContentLength();
    int most = length >= 0 && length <= HttpBody.MAX ? (int) length : HttpBody.MAX + 1;
    // never closed: closing would first read all the rest, however much the target has
    return read(response.getEntity().getContent(), most, enough);
  }

  /**
   * Whether a body belongs to the answer.
   *
   * @throws HttpException when its end is not defined, whether or not it is judged
   */
  boolean framed(String method, ClassicHttpResponse response) throws HttpException {
    int status = response.getCode();
    if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
      return false;
    }
    return FRAMING.determineLength(response) != 0;
  }

  private Part read(InputStream in, int most, Predicate<byte[]> enough) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    int judged = 0;
    while (body.size() < most) {
      int n = in.read(piece, 0, Math.min(piece.length, most - body.size()));
      if (n < 0) {
        break;
      }
      body.write(piece, 0, n);
      boolean waiting = body.size() < most && in.available() == 0 && raw.available() == 0;
      if (waiting && judged < JUDGED) {
        judged += body.size();
        long since = System.nanoTime();
        boolean found = enough.test(body.toByteArray());
        trace.own(System.nanoTime() - since);
        if (found) {
          return new Part(body.toByteArray(), true);
        }
      }
    }
    return new Part(body.toByteArray(), body.size() > HttpBody.MAX);
  }

  /**
   * What was read of a body.
   *
   * @param cut whether there may be more of it
   */
  record Part(byte[] bytes, boolean cut) {}

  private final class Counted extends SocketHolder {
    Counted(Socket socket) {
      super(socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      raw = socket.getInputStream();
      return new HeadLimit(raw);
    }
  }

  /** An alert or a handshake of TLS is no answer in HTTP. */
  private static void plain(byte[] buffer, int offset, int n) throws NoAnswer {
    boolean record = n > 1 && (buffer[offset] == ALERT || buffer[offset] == HANDSHAKE);
    if (record && buffer[offset + 1] == TLS) {
      throw NoAnswer.down("the port speaks TLS: the address should begin with https");
    }
  }

  private final class HeadLimit extends FilterInputStream {
    private int count;

    HeadLimit(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      if (!headRead) {
        if (count == 0) {
          trace.firstByte();
          plain(buffer, offset, n);
        }
        count += n;
        if (count > HEAD_BYTES + BUFFER) {
          throw NoAnswer.down("header limit: more than 64 kB of headers");
        }
      }
      return n;
    }
  }
}
