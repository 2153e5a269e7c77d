package dev.uproute.parse;

import dev.uproute.service.Statuses;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a set of status codes: {@code 200}, {@code 2xx}, {@code 200-399}, {@code <500}. */
final class StatusRange {
  private static final Pattern FORM =
      Pattern.compile("([1-5]\\d\\d)|([1-5])xx|([1-5]\\d\\d)-([1-5]\\d\\d)|<([1-6]\\d\\d)");

  private StatusRange() {}

  /** One or a list of these forms. */
  static ValueParser<Statuses> reader() {
    ValueParser<List<Statuses.Range>> ranges =
        ValueParser.list(
            ValueParser.of(
                "a status from 100 to 599, like 200, 2xx, 200-399, <500, or a list of these",
                () -> ValueSchema.number(100, 599, FORM),
                StatusRange::parse),
            50);
    ValueParser<Statuses> parser =
        (key, node, errors) -> {
          List<Statuses.Range> all = ranges.read(key, node, errors);
          return all == null ? null : new Statuses(all);
        };
    return parser.with(ranges::schema);
  }

  /** Null when it is none of these forms, or empty. */
  private static Statuses.Range parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    Statuses.Range range;
    if (form.group(1) != null) {
      range = range(form.group(1), form.group(1));
    } else if (form.group(2) != null) {
      range = range(form.group(2) + "00", form.group(2) + "99");
    } else if (form.group(3) != null) {
      range = range(form.group(3), form.group(4));
    } else {
      range = new Statuses.Range(100, Integer.parseInt(form.group(5)) - 1);
    }
    return range.from() > range.to() || range.to() > 599 ? null : range;
  }

  private static Statuses.Range range(String from, String to) {
    return new Statuses.Range(Integer.parseInt(from), Integer.parseInt(to));
  }
}
