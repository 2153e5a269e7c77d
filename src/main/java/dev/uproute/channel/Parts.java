package dev.uproute.channel;

/**
 * A text for receivers that have a title.
 *
 * @param title its first line
 * @param rest the others; may be empty
 */
record Parts(String title, String rest) {
  static Parts of(String text) {
    String whole = text.strip();
    int end = whole.indexOf('\n');
    return end < 0
        ? new Parts(whole, "")
        : new Parts(whole.substring(0, end).strip(), whole.substring(end).strip());
  }
}
