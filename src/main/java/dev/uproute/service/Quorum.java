package dev.uproute.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of the locations that check a service must find it down before it is down, and how many
 * must find it up before it is up.
 *
 * @param rule {@code majority}, {@code any}, {@code all} or a number from 1, which all count those
 *     that find it down
 */
public record Quorum(String rule) {
  public static final Quorum MAJORITY = new Quorum("majority");

  private static final Pattern NUMBER = Pattern.compile("([1-9]\\d?)(?: of ([1-9]\\d?))?");

  /** What a quorum looks like. */
  public static final Pattern FORM =
      Pattern.compile("majority|any|all|[1-9]\\d?(?: of [1-9]\\d?)?");

  /** What is allowed, for messages. */
  public static final String ALLOWED = "majority, any, all, or a number, such as 2 or \"2 of 3\"";

  /** The quorum of a text; null when it is none. */
  public static Quorum parse(String text) {
    boolean word = text.equals("majority") || text.equals("any") || text.equals("all");
    Matcher number = NUMBER.matcher(text);
    boolean fits =
        number.matches() && (number.group(2) == null || of(number.group(1)) <= of(number.group(2)));
    return word || fits ? new Quorum(text) : null;
  }

  private static int of(String digits) {
    return Integer.parseInt(digits);
  }

  /** How many locations it says there are; 0 = it does not say. */
  public int of() {
    Matcher number = NUMBER.matcher(rule);
    return number.matches() && number.group(2) != null ? of(number.group(2)) : 0;
  }

  /** The number it names; 0 = none. */
  public int number() {
    Matcher number = NUMBER.matcher(rule);
    return number.matches() ? of(number.group(1)) : 0;
  }

  /**
   * How many of the assigned locations must find it down.
   *
   * @param assigned from 1
   */
  public int down(int assigned) {
    return switch (rule) {
      case "majority" -> assigned / 2 + 1;
      case "any" -> 1;
      case "all" -> assigned;
      default -> Math.min(number(), assigned);
    };
  }

  /**
   * How many must find it up: so many that those who find it down can be no quorum. Of a majority
   * it is a majority, too, so that a tie decides nothing.
   *
   * @param assigned from 1
   */
  public int up(int assigned) {
    return rule.equals("majority") ? down(assigned) : assigned - down(assigned) + 1;
  }

  @Override
  public String toString() {
    return rule;
  }
}
