package dev.uproute.check;

import dev.uproute.dns.IpText;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/**
 * The records of an answer in every notation people write them in, so that an expectation need not
 * be written as a library would: IPv6 short or long, names with or without the final dot and in any
 * case, the strings of a TXT record joined and without quotes. Immutable.
 */
record DnsText(List<Record> records) {
  private static final int ADDRESS = 16;

  private static final List<Function<Record, String>> NOTATIONS =
      List.of(
          DnsText::usual,
          DnsText::asGiven,
          record -> record instanceof TXTRecord ? asGiven(record) : lower(asGiven(record)),
          Record::rdataToString,
          record -> record instanceof TXTRecord ? usual(record) : lower(record.rdataToString()),
          DnsText::expanded);

  /**
   * The answer in its notations, the usual one first: all records, one in each line; then each
   * record alone, to which {@code ^} and {@code $} of an expression apply.
   *
   * @param wanted what the service expects in the text, or null; an answer that holds it in another
   *     notation holds it in one of these
   */
  List<String> notations(String wanted) {
    Set<String> all = new LinkedHashSet<>();
    for (Function<Record, String> notation : NOTATIONS) {
      all.add(records.stream().map(notation).collect(Collectors.joining("\n")));
    }
    for (Function<Record, String> notation : NOTATIONS) {
      records.stream().map(notation).forEach(all::add);
    }
    if (wanted != null && holds(wanted)) {
      all.add(all.iterator().next() + "\n" + wanted);
    }
    return List.copyOf(all);
  }

  private boolean holds(String wanted) {
    InetAddress address = address(wanted);
    if (address != null) {
      return words().stream().anyMatch(word -> address.equals(address(word)));
    }
    String text = lower(wanted.strip().replaceFirst("\\.$", ""));
    return !text.isEmpty()
        && records.stream()
            .anyMatch(each -> !(each instanceof TXTRecord) && usual(each).contains(text));
  }

  /**
   * Whether the answer lacks a whole address that is wanted: 192.0.2.1 is not in an answer of
   * 192.0.2.10, though its text is.
   */
  boolean lacks(String wanted) {
    InetAddress address = wanted == null ? null : address(wanted);
    return address != null
        && records.stream().noneMatch(TXTRecord.class::isInstance)
        && words().stream().noneMatch(word -> address.equals(address(word)));
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    records.forEach(each -> words.addAll(List.of(each.rdataToString().split("\\s+"))));
    return words;
  }

  private static String usual(Record record) {
    return record instanceof TXTRecord ? asGiven(record) : lower(asGiven(record));
  }

  /** Without quotes and final dots, in the letters it came with. */
  private static String asGiven(Record record) {
    return switch (record) {
      case TXTRecord text ->
          text.getStringsAsByteArrays().stream()
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .collect(Collectors.joining());
      case AAAARecord six -> IpText.of(six.getAddress());
      default -> record.rdataToString().replace("\"", "").replaceAll("\\.(?=\\s|$)", "");
    };
  }

  /** All 32 digits of an IPv6 address. */
  private static String expanded(Record record) {
    if (!(record instanceof AAAARecord six)) {
      return usual(record);
    }
    StringBuilder text = new StringBuilder();
    byte[] bytes = six.getAddress().getAddress();
    for (int i = 0; i < ADDRESS; i++) {
      text.append(i > 0 && i % 2 == 0 ? ":" : "").append("%02x".formatted(bytes[i]));
    }
    return text.toString();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static InetAddress address(String text) {
    try {
      boolean whole = text.contains(":") || text.matches("\\d+(\\.\\d+){3}");
      return whole ? InetAddress.ofLiteral(text.strip()) : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
