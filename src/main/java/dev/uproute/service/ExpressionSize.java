package dev.uproute.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many instructions RE2/J makes of an expression at most, reported from its text: compiling
 * unfolds {@code x{1,100}} to a hundred copies, and four of them nested would fill the heap. Never
 * too little for an expression that compiles. Not thread-safe; one for each text.
 */
public final class ExpressionSize {
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
  private static final Pattern GROUP = Pattern.compile("\\(\\?(P?<[^>]*>|[a-zA-Z-]*[:)])");
  private static final Pattern HEX = Pattern.compile("\\\\[xpP]\\{[^}]*}");
  private static final Pattern NAMED_CLASS = Pattern.compile("\\[:\\^?\\w+:]");
  private static final int BEGIN_AND_END = 4;

  /** Sizes of one group: all of it, and what a repeat that comes next would repeat. */
  private static final class Group {
    private final boolean captures;
    private long before;
    private long last;

    Group(boolean captures) {
      this.captures = captures;
    }

    long size() {
      return sum(before, last);
    }

    void add(long size) {
      before = size();
      last = size;
    }
  }

  private final String text;
  private final Deque<Group> open = new ArrayDeque<>();
  private Group group = new Group(false);
  private int at;

  private ExpressionSize(String text) {
    this.text = text;
  }

  /** An upper bound; {@link Long#MAX_VALUE} stands for everything above it. */
  public static long of(String text) {
    ExpressionSize size = new ExpressionSize(text);
    while (size.at < text.length()) {
      size.step();
    }
    long all = size.group.size();
    for (Group outer : size.open) {
      all = sum(all, outer.size());
    }
    return sum(all, BEGIN_AND_END);
  }

  private void step() {
    switch (text.charAt(at)) {
      case '\\' -> escape();
      case '[' -> named();
      case '(' -> begin();
      case ')' -> end();
      case '{' -> repeat();
      case '*', '+', '?' -> grow(sum(group.last, 1));
      case '|' -> {
        // an empty alternative is an instruction too
        group.add(2);
        at++;
      }
      default -> atom(at + Character.charCount(text.codePointAt(at)));
    }
  }

  private void atom(int end) {
    group.add(1);
    at = end;
  }

  private void grow(long size) {
    group.last = size;
    at++;
  }

  private void escape() {
    if (text.startsWith("\\Q", at)) {
      int close = text.indexOf("\\E", at);
      int end = close < 0 ? text.length() : close;
      for (at += 2; at < end; ) {
        atom(at + 1);
      }
      at = close < 0 ? end : end + 2;
      return;
    }
    Matcher hex = HEX.matcher(text).region(at, text.length());
    atom(hex.lookingAt() ? hex.end() : Math.min(text.length(), at + 2));
  }

  /** A class such as {@code [^]a-z[:digit:]\]]} is one instruction. */
  private void named() {
    int i = at + 1;
    i += text.startsWith("^", i) ? 1 : 0;
    i += text.startsWith("]", i) ? 1 : 0;
    while (i < text.length() && text.charAt(i) != ']') {
      Matcher named = NAMED_CLASS.matcher(text).region(i, text.length());
      i = named.lookingAt() ? named.end() : i + (text.charAt(i) == '\\' ? 2 : 1);
    }
    atom(Math.min(text.length(), i + 1));
  }

  private void begin() {
    Matcher form = GROUP.matcher(text).region(at, text.length());
    boolean special = form.lookingAt();
    at = special ? form.end() : at + 1;
    if (!special || !form.group().endsWith(")")) {
      open.push(group);
      group = new Group(!special || form.group().endsWith(">"));
    }
  }

  private void end() {
    // 2 for the places where what it matched begins and ends, 1 if it is empty
    long size = sum(Math.max(1, group.size()), group.captures ? 2 : 0);
    group = open.isEmpty() ? new Group(false) : open.pop();
    group.add(size);
    at++;
  }

  private void repeat() {
    Matcher form = REPEAT.matcher(text).region(at, text.length());
    if (!form.lookingAt()) {
      atom(at + 1);
      return;
    }
    long least = Long.parseLong(form.group(1));
    boolean bounded = form.group(3) != null && !form.group(3).isEmpty();
    long most = bounded ? Long.parseLong(form.group(3)) : least;
    long copies = Math.max(1, Math.max(least, most));
    // each copy that may be left out takes a fork
    long forks = form.group(2) == null ? 1 : bounded ? Math.max(0, most - least) + 1 : 2;
    group.last = sum(product(Math.max(1, group.last), copies), forks);
    at = form.end();
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private static long product(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
