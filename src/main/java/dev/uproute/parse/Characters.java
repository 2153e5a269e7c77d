package dev.uproute.parse;

import java.util.function.IntPredicate;

/** Which characters may stand in an address, and which expressions must never reach Camel. */
final class Characters {
  /**
   * What Camel would evaluate in an endpoint address or header (a target could then read secrets).
   */
  private static final String[] EXPRESSIONS = {"{{", "}}", "${", "RAW("};

  private Characters() {}

  /** Spaces, controls, zero-width and direction marks, halves of characters, unassigned ones. */
  static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  static boolean control(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  /** Refuses what nobody's address may hold, not even one that only a user's own check reads. */
  static void own(String url) throws InvalidValue {
    for (String expression : EXPRESSIONS) {
      if (url.contains(expression)) {
        throw new InvalidValue(
            "must not contain " + expression + " after placeholders are filled in");
      }
    }
    refuse(url, Characters::control, "control characters");
  }

  /** Refuses what has no business in an address, before anything else reads it. */
  static void address(String url) throws InvalidValue {
    own(url);
    refuse(url, Characters::invisible, "spaces and invisible characters");
  }

  private static void refuse(String url, IntPredicate which, String what) throws InvalidValue {
    for (int i = 0; i < url.length(); i += Character.charCount(url.codePointAt(i))) {
      if (which.test(url.codePointAt(i))) {
        throw new InvalidValue(
            "must not contain %s; found U+%04X".formatted(what, url.codePointAt(i)));
      }
    }
  }
}
