package dev.uproute.channel;

/**
 * A text for receivers that have a title.
 *
 * @param title its first line
 * @param rest the others; may be empty
 */
record TitleAndText(String title, String rest) {
  static TitleAndText of(String text) {
    String whole = text.strip();
    int end = whole.indexOf('\n');
    return end < 0
        ? new TitleAndText(whole, "")
        : new TitleAndText(whole.substring(0, end).strip(), whole.substring(end).strip());
  }
}
