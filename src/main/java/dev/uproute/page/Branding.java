package dev.uproute.page;

import dev.uproute.text.CommaList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the pages have of those whose services they show. Files are read at each report, so a change
 * needs no restart. Immutable.
 */
public final class Branding {
  private static final String NONE = "none";

  /** Of a logo, in bytes: it is part of the page. */
  private static final int MOST = 64_000;

  /** Of a style, which is part of every page. */
  private static final int MOST_CSS = 100_000;

  private static final Map<String, String> TYPES =
      Map.of(
          "svg", "image/svg+xml",
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "webp", "image/webp",
          "gif", "image/gif");

  private static final Pattern LINK =
      Pattern.compile("([^,=<>\"]{1,60})=((https?://|mailto:)[!-~&&[^\"<>,]]{1,500})");

  private final String title;
  private final String logo;
  private final String css;
  private final String footer;
  private final String links;
  private final String link;

  /** A link of the footer. */
  public record Link(String text, String address) {}

  /**
   * @param title heading of the overview
   * @param logo a picture, or none
   * @param css a style sheet that is added to ours, or none
   * @param footer a line at the end of every page, or none
   * @param links text=address, separated by commas, or none
   * @param link where the pages are, or none
   */
  public Branding(String title, String logo, String css, String footer, String links, String link) {
    this.title = title;
    this.logo = logo;
    this.css = css;
    this.footer = footer;
    this.links = links;
    this.link = link;
  }

  /** With nothing else of the user's. */
  public static Branding titled(String title) {
    return new Branding(title, NONE, NONE, NONE, NONE, NONE);
  }

  public String title() {
    return title;
  }

  /** Empty when there is none. */
  public String footer() {
    return footer.equals(NONE) ? "" : footer;
  }

  /** Those of the footer. */
  public List<Link> links() {
    return links.equals(NONE)
        ? List.of()
        : CommaList.of(links).stream().map(Branding::link).toList();
  }

  private static Link link(String text) {
    Matcher parts = LINK.matcher(text);
    return parts.matches() ? new Link(parts.group(1).strip(), parts.group(2)) : null;
  }

  /** Where the pages are, with a slash at its end; empty when that is not known. */
  public String link() {
    return link.equals(NONE) ? "" : link.endsWith("/") ? link : link + "/";
  }

  /**
   * The picture as an address that holds all of it; empty when there is none.
   *
   * @throws IOException when it cannot be read
   */
  public String logo() throws IOException {
    if (logo.equals(NONE)) {
      return "";
    }
    byte[] bytes = read("uproute.site.logo", logo, MOST);
    return "data:"
        + TYPES.get(ending(logo))
        + ";base64,"
        + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The style; empty when there is none.
   *
   * @throws IOException when it cannot be read, or would end the element it stands in
   */
  String css() throws IOException {
    if (css.equals(NONE)) {
      return "";
    }
    String text = new String(read("uproute.site.css", css, MOST_CSS), StandardCharsets.UTF_8);
    if (text.toLowerCase(Locale.ROOT).contains("</style")) {
      throw new IOException("uproute.site.css=" + css + ": a style sheet has no </style in it");
    }
    return "\n" + text;
  }

  private static byte[] read(String key, String file, int most) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      if (bytes.length <= most) {
        return bytes;
      }
      throw new IOException(
          key + "=" + file + ": has " + bytes.length + " bytes; at most " + most + " are allowed");
    } catch (FileSystemException e) {
      throw new IOException(key + "=" + file + ": cannot be read (" + e + ")", e);
    }
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether this can be a logo. */
  public static boolean isLogo(String file) {
    return file.equals(NONE) || TYPES.containsKey(ending(file)) && small(file, MOST);
  }

  /** Whether this can be a style sheet. */
  public static boolean isCss(String file) {
    return file.equals(NONE) || small(file, MOST_CSS);
  }

  /** Whether these can be the links of the footer. */
  public static boolean isLinks(String text) {
    return text.equals(NONE) || CommaList.of(text).stream().allMatch(each -> link(each) != null);
  }

  private static boolean small(String file, int most) {
    try {
      Path path = Path.of(file);
      return Files.isReadable(path) && Files.isRegularFile(path) && Files.size(path) <= most;
    } catch (IOException | InvalidPathException _) {
      return false;
    }
  }
}
