package dev.uproute.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program with its arguments, as they are handed to the system: no shell reads them. Immutable.
 *
 * @param words the program, then its arguments; at least one
 */
public record Command(List<String> words) {
  /** How addresses of commands begin. */
  public static final String SCHEME = "exec:";

  private static final String BLANKS = " \t";

  /** What only a shell could give a meaning, and nobody writes by accident. */
  private static final String SHELL = "|&;<>`$";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public Command {
    words = List.copyOf(words);
  }

  /**
   * Splits a text at its blanks, as a shell does: {@code 'a b'}, {@code "a b"} and {@code a\ b} are
   * one word, and nothing in them is expanded. A placeholder is part of one word, whatever it
   * holds.
   *
   * @throws IllegalArgumentException with the end of a sentence on what is wrong
   */
  public static Command of(String text) {
    return new Command(new Splitter(text).words());
  }

  /** Whether an address is one of a command. */
  public static boolean is(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  public String program() {
    return words.getFirst();
  }

  /** The command with each of its words changed. */
  public Command each(UnaryOperator<String> change) {
    return new Command(words.stream().map(change).toList());
  }

  /** As a text that is split into the same words again. */
  public String text() {
    return words.stream().map(Command::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Goes through a text once. */
  private static final class Splitter {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private int at;

    Splitter(String text) {
      this.text = text;
    }

    List<String> words() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (BLANKS.indexOf(c) >= 0) {
          end();
          at++;
        } else {
          word = word == null ? new StringBuilder() : word;
          part(c);
        }
      }
      end();
      if (words.isEmpty()) {
        throw new IllegalArgumentException("names no program");
      }
      return words;
    }

    private void end() {
      if (word != null) {
        words.add(word.toString());
        word = null;
      }
    }

    private void part(char c) {
      if (text.startsWith("{{", at)) {
        placeholder();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '\\' && at + 1 < text.length()) {
        word.append(text.charAt(at + 1));
        at += 2;
      } else if (SHELL.indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "has %c outside quotes; no shell reads it: quote it, or write /bin/sh -c '…'"
                .formatted(c));
      } else {
        word.append(c);
        at++;
      }
    }

    private void placeholder() {
      int end = text.indexOf("}}", at);
      int next = end < 0 ? text.length() : end + 2;
      word.append(text, at, next);
      at = next;
    }

    /** In double quotes a backslash stands before a quote or another one, as in a shell. */
    private void quoted(char quote) {
      int begin = at++;
      while (at < text.length() && text.charAt(at) != quote) {
        boolean escaped =
            quote == '"'
                && text.charAt(at) == '\\'
                && at + 1 < text.length()
                && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
        if (text.startsWith("{{", at)) {
          placeholder();
        } else {
          at += escaped ? 1 : 0;
          word.append(text.charAt(at++));
        }
      }
      if (at >= text.length()) {
        throw new IllegalArgumentException(
            "has a %c at %d without an end".formatted(quote, begin + 1));
      }
      at++;
    }
  }
}
