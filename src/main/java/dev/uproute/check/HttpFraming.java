package dev.uproute.check;

import dev.uproute.text.CommaList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Where the body of an answer ends, as RFC 9112 §6.3 has it for recipients: Transfer-Encoding wins
 * over Content-Length, and a length may be given twice as long as it is the same. Immutable.
 */
final class HttpFraming implements ContentLengthStrategy {
  private static final int DIGITS = 18;

  @Override
  public long determineLength(HttpMessage answer) throws HttpException {
    List<String> codings = values(answer, "Transfer-Encoding").map(HttpFraming::small).toList();
    if (codings.stream().anyMatch(coding -> !coding.equals("identity"))) {
      return codings.getLast().equals("chunked") ? CHUNKED : UNDEFINED;
    }
    List<String> lengths = values(answer, "Content-Length").distinct().toList();
    if (lengths.isEmpty()) {
      return UNDEFINED;
    }
    String length = lengths.getFirst();
    if (lengths.size() > 1) {
      throw new ProtocolException("Content-Length is " + String.join(" and ", lengths));
    }
    if (!length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ProtocolException("Invalid content length: " + length);
    }
    // one that no body can have is no length
    return length.length() > DIGITS ? UNDEFINED : Long.parseLong(length);
  }

  private static Stream<String> values(HttpMessage answer, String name) {
    return Arrays.stream(answer.getHeaders(name))
        .map(Header::getValue)
        .flatMap(value -> CommaList.of(String.valueOf(value)).stream());
  }

  private static String small(String coding) {
    return coding.replaceFirst("\\s*;.*", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the first line of radio servers too, which say ICY where others say HTTP/1.0, and a line
   * without a colon as a header without a name, which nobody reads.
   */
  static final class Lines extends LazyLaxLineParser {
    @Override
    public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
      if (line.length() > 4 && line.substring(0, 4).equals("ICY ")) {
        CharArrayBuffer http = new CharArrayBuffer(line.length() + 8);
        http.append("HTTP/1.0");
        http.append(line, 3, line.length() - 3);
        return super.parseStatusLine(http);
      }
      return super.parseStatusLine(line);
    }

    @Override
    public Header parseHeader(CharArrayBuffer line) {
      try {
        return super.parseHeader(line);
      } catch (ParseException e) {
        return new BasicHeader("", line.toString());
      }
    }
  }
}
