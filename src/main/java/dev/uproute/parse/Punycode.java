package dev.uproute.parse;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Labels of host names outside ASCII as they stand in the DNS. Java's IDN is of 2003, where ß and
 * the final sigma ς were written as ss and σ; browsers keep them, as IDNA 2008 does, and so name
 * another host. Such labels are encoded here (RFC 3492). Pure.
 */
final class Punycode {
  private static final Pattern KEPT_SINCE_2008 = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_-]*[ßẞς].*");
  private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_-]+");
  private static final int LONGEST = 63;
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  private Punycode() {}

  /**
   * A label in ASCII.
   *
   * @throws IllegalArgumentException when no host name may have it
   */
  static String label(String written) {
    if (!KEPT_SINCE_2008.matcher(written).matches()) {
      return IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }
    String small = written.replace('\u1E9E', '\u00DF').toLowerCase(Locale.ROOT);
    String label = Normalizer.normalize(small, Normalizer.Form.NFKC);
    if (!LETTERS.matcher(label).matches() || label.length() > LONGEST) {
      throw new IllegalArgumentException("not a label: " + written);
    }
    String encoded = "xn--" + encode(label.codePoints().toArray());
    if (encoded.length() > LONGEST) {
      throw new IllegalArgumentException("longer than 63 characters: " + encoded);
    }
    return encoded;
  }

  private static String encode(int[] input) {
    StringBuilder output = new StringBuilder();
    for (int c : input) {
      if (c < INITIAL_N) {
        output.append((char) c);
      }
    }
    int basic = output.length();
    int done = basic;
    output.append(basic > 0 ? "-" : "");
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    while (done < input.length) {
      int next = next(input, n);
      delta += (next - n) * (done + 1);
      n = next;
      for (int c : input) {
        delta += c < n ? 1 : 0;
        if (c == n) {
          number(output, delta, bias);
          bias = adapt(delta, done + 1, done == basic);
          delta = 0;
          done++;
        }
      }
      delta++;
      n++;
    }
    return output.toString();
  }

  private static int next(int[] input, int least) {
    int next = Integer.MAX_VALUE;
    for (int c : input) {
      next = c >= least ? Math.min(next, c) : next;
    }
    return next;
  }

  private static void number(StringBuilder output, int delta, int bias) {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int t = Math.clamp(k - bias, T_MIN, T_MAX);
      if (q < t) {
        output.append(digit(q));
        return;
      }
      output.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(int delta, int points, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / points;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
  }
}
