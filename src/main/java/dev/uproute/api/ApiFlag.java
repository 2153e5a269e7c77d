package dev.uproute.api;

import dev.uproute.file.Folder;
import dev.uproute.parse.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends maintenance of everything, by the file that means it to whoever has no API, too;
 * so it outlasts a restart. Thread-safe.
 */
public final class ApiFlag {
  private static final Logger LOG = LoggerFactory.getLogger("api");

  /** Characters. */
  private static final int MOST = 200;

  private final Path flag;

  /**
   * @param flag {@code uproute.maintenance.flag}
   */
  public ApiFlag(String flag) {
    this.flag = Path.of(flag).toAbsolutePath();
  }

  /**
   * From now on; when it has begun already its reason is another one.
   *
   * @param sent {@code {"reason": "…"}}; null or empty = without a reason
   */
  public synchronized ApiAnswers.Answer begin(ApiRequest request, byte[] sent) throws IOException {
    request.only();
    String reason = reason(sent);
    if (Files.exists(flag, LinkOption.NOFOLLOW_LINKS) && !Folder.plain(flag)) {
      throw ours();
    }
    // in its place at once: without it, if only for a moment, the maintenance would be over
    Folder.write(Folder.temporary(flag), reason.getBytes(StandardCharsets.UTF_8));
    Folder.publish(flag);
    LOG.info("Everything is in maintenance, which {} asked for", request.client());
    return ApiAnswers.accepted(ApiAnswers.JSON.createObjectNode().put("reason", reason));
  }

  /** Ends it; everything is checked then. */
  public synchronized ApiAnswers.Answer end(ApiRequest request) throws IOException {
    request.only();
    if (!Files.exists(flag, LinkOption.NOFOLLOW_LINKS)) {
      throw new Problem(404, "there is no maintenance of everything", List.of());
    }
    if (!Folder.plain(flag)) {
      throw ours();
    }
    Files.delete(flag);
    LOG.info("The maintenance of everything is over, which {} asked for", request.client());
    return new ApiAnswers.Answer(204, "application/json", null, "");
  }

  /** Somebody made a folder or a link of it. */
  private static Problem ours() {
    return new Problem(409, "what uproute.maintenance.flag names is no plain file", List.of());
  }

  private static String reason(byte[] sent) {
    Node.Fields body = ApiBody.keys(sent);
    ApiBody.only(body, "reason");
    return ApiBody.text(body, "reason", MOST);
  }
}
