package dev.uproute.service;

/**
 * What is dialled, already normalised and free of anything Camel would read as an expression.
 *
 * @param url the whole address: for HTTP without user info and fragment, the host in ASCII
 * @param host name or literal address (IPv6 without brackets); null where the type has none
 * @param port 1 to 65535, the scheme's default filled in; -1 where the type has none
 * @param filledIn true when part of it came from a placeholder: no more than the host may be shown
 */
public record Target(String url, String host, int port, boolean filledIn) {
  public Target(String url, String host, int port) {
    this(url, host, port, false);
  }
}
