package dev.uproute.web;

import dev.uproute.file.Folder;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status pages as files of one folder, no others: of types pages have, with plain names, behind
 * no symbolic link. So a database or settings that somebody puts there are not shown. Immutable.
 */
final class SiteFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SiteFiles.class);

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("atom", "application/atom+xml; charset=utf-8"),
          Map.entry("ics", "text/calendar; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private static final String OVERVIEW = "index.html";

  /** No part begins with a dot, so none leads upwards and none is hidden. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*");

  private final Path folder;

  SiteFiles(Path folder) {
    this.folder = folder;
  }

  /** Answers with a file; passes on what asks for none. */
  void serve(RoutingContext request) {
    String path = request.normalizedPath();
    String name = path.equals("/") || path.equals("/status") ? OVERVIEW : path.substring(1);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      request.next();
      return;
    }
    try {
      Path file = file(name);
      if (file != null) {
        send(request, file, type);
      } else if (name.equals(OVERVIEW)) {
        // who opens it at once after the start sees the pages as soon as they are there
        request.response().putHeader("Refresh", "2");
        Answers.refuse(request, 503, "the pages come with the first results, in a moment");
      } else {
        request.next();
      }
    } catch (IOException e) {
      LOG.debug("{} is not served", name, e);
      request.next();
    }
  }

  /** Null when there is none, or no folder yet. */
  private Path file(String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    Path file = Folder.existing(folder).inside(name);
    return Folder.plain(file) ? file : null;
  }

  /** A page may be shown from a cache only when this server says that it is still the same. */
  private static void send(RoutingContext request, Path file, String type) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String tag =
        "\"%x-%x\"".formatted(found.lastModifiedTime().to(TimeUnit.MICROSECONDS), found.size());
    HttpServerResponse response =
        request
            .response()
            .putHeader("Content-Type", type)
            .putHeader("Cache-Control", "no-cache")
            .putHeader("ETag", tag);
    if (type.startsWith("text/html")) {
      // live.js asks for it: other servers of these files have no events
      response.putHeader("Uproute-Events", "events");
    }
    if (EntityTag.matches(request.request().getHeader("If-None-Match"), tag)) {
      response.setStatusCode(304).end();
    } else if (request.request().method() == HttpMethod.HEAD) {
      response.putHeader("Content-Length", Long.toString(found.size())).end();
    } else {
      response.sendFile(file.toString()).onFailure(request::fail);
    }
  }
}
