package dev.uproute.check;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * HTTP/1.1 over one socket, for one request, with limits on what the head of an answer may be
 * (PROMISES B35). Used by one thread.
 */
final class HttpConnection extends DefaultBHttpClientConnection {
  private static final int HEAD_BYTES = 64 * 1024;
  private static final int HEADERS = 200;
  private static final byte ALERT = 21;
  private static final byte HANDSHAKE = 22;
  private static final byte TLS = 3;
  private static final int BUFFER = 2048;
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(BUFFER)
          .setMaxHeaderCount(HEADERS)
          .setMaxLineLength(HEAD_BYTES)
          .build();

  private static final DefaultHttpResponseParserFactory PARSERS =
      new DefaultHttpResponseParserFactory(LIMITS, null, null);

  private final Trace trace;
  private boolean headRead;

  HttpConnection(Socket socket, Trace trace) throws IOException {
    // the parser has limits of its own; without this one it would take any number of headers
    super(LIMITS, null, null, null, null, null, PARSERS);
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

  /** What the answer's body begins with: one byte more than is looked at when there is more. */
  byte[] body(String method, ClassicHttpResponse response) throws IOException, HttpException {
    int status = response.getCode();
    if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
      return new byte[0];
    }
    receiveResponseEntity(response);
    long length = response.getEntity().getContentLength();
    int most = length >= 0 && length <= Body.MAX ? (int) length : Body.MAX + 1;
    // never closed: closing would first read all the rest, however much the target has
    return response.getEntity().getContent().readNBytes(most);
  }

  private final class Counted extends SocketHolder {
    Counted(Socket socket) {
      super(socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new HeadLimit(socket.getInputStream());
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
