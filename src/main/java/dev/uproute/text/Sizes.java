package dev.uproute.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: {@code 500MB 2GB} are powers of 1000, {@code 512MiB 1.5GiB} of 1024.
 */
public final class Sizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?([KMGT]i?B)");
  private static final Map<Character, Integer> POWERS = Map.of('K', 1, 'M', 2, 'G', 3, 'T', 4);

  private Sizes() {}

  /** Bytes; null when the text is no size with its unit. */
  public static Long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String unit = form.group(2);
    BigDecimal base = BigDecimal.valueOf(unit.length() == 3 ? 1024 : 1000);
    return new BigDecimal(form.group(1)).multiply(base.pow(POWERS.get(unit.charAt(0)))).longValue();
  }

  /** For people, with at most one decimal, such as {@code 1.9 GB}. */
  public static String text(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (size.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < units.length - 1) {
      size = size.movePointLeft(3);
      unit++;
    }
    BigDecimal rounded =
        size.setScale(size.precision() - size.scale() > 1 ? 0 : 1, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString() + " " + units[unit];
  }
}
