package dev.uproute.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the keys of a service mean, by the table of docs/services.md, which people read. */
public final class KeyMeanings {
  private static final String PAGE = "/docs/services.md";

  /** Names in the first cell, and the last cell. */
  private static final Pattern ROW = Pattern.compile("\\| (`[^|]+) \\|[^|]*\\| (.+) \\|");

  private static final Pattern NAME = Pattern.compile("`([a-z_.]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  private KeyMeanings() {}

  /** Of the page that comes with the program. */
  public static Map<String, String> packaged() {
    try (InputStream page = KeyMeanings.class.getResourceAsStream(PAGE)) {
      return of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged " + PAGE + " cannot be read", e);
    }
  }

  /** By key or group of keys, without links. */
  static Map<String, String> of(String page) {
    Map<String, String> meanings = new HashMap<>();
    for (String line : page.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Matcher name = NAME.matcher(row.group(1));
        while (name.find()) {
          meanings.putIfAbsent(name.group(1), LINK.matcher(row.group(2)).replaceAll("$1"));
        }
      }
    }
    return meanings;
  }
}
