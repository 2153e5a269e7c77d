package dev.uproute.oncall;

import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import dev.uproute.service.OnCall;
import dev.uproute.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** How a calendar is asked for, and what came. Pure, but for files. */
final class Source {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MOST = 1 << 20;

  private Source() {}

  /**
   * @param before what is known of it; null = nothing
   */
  static HttpRequest request(OnCall.Calendar calendar, Kept before) {
    URI address = calendar.address();
    Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/calendar, */*;q=0.1"));
    if (address.getUserInfo() != null) {
      byte[] login = address.getUserInfo().getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    if (before != null && !before.etag().isEmpty()) {
      headers.put("If-None-Match", before.etag());
    }
    return new HttpRequest("GET", address, headers, null, LIMIT, MOST);
  }

  /**
   * What was answered.
   *
   * @throws CalendarError when that is no whole answer
   */
  static Kept answer(HttpReply reply, Kept before) throws CalendarError {
    if (reply.status() == 304 && before != null) {
      return before;
    }
    String wrong = reply.failure(LIMIT);
    if (reply.status() >= 300 && reply.status() < 400) {
      // whoever redirects could get the login, or the secret in the address
      wrong += ", a redirect, which is not followed: write the address it leads to";
    } else if (wrong == null && reply.late()) {
      wrong = "no whole answer within " + LIMIT.toSeconds() + " s";
    }
    wrong = wrong == null ? reply.error() : wrong;
    if (wrong != null) {
      throw new CalendarError("cannot be had: " + wrong);
    }
    return new Kept(reply.header("ETag"), reply.body());
  }

  /**
   * What a file holds.
   *
   * @throws CalendarError when it cannot be read
   */
  static Kept file(OnCall.Calendar calendar) throws CalendarError {
    try (InputStream in = Files.newInputStream(Path.of(calendar.path()))) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new CalendarError("is larger than 1 MiB");
      }
      return new Kept("", new String(bytes, StandardCharsets.UTF_8));
    } catch (InvalidPathException e) {
      throw new CalendarError("has a name that no file can have: " + e.getReason());
    } catch (IOException e) {
      throw new CalendarError("cannot be had: " + Unreadable.sentence(e));
    }
  }
}
