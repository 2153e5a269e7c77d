package dev.uproute.dns;

import java.net.InetAddress;
import java.util.List;

/** What became of a name: what is the name's own, and what is the name servers'. */
public sealed interface Lookup {

  /**
   * The name has addresses, IPv4 first.
   *
   * @param asked whether a name server was asked for them; false for literals and the hosts file
   */
  record Addresses(List<InetAddress> addresses, boolean asked) implements Lookup {}

  /**
   * The name servers answered that there is no such name, or no address of it.
   *
   * @param sentence such as {@code name x.example does not exist}
   */
  record Absent(String sentence) implements Lookup {}

  /**
   * Nothing was found out about the name.
   *
   * @param cause what the name servers did, such as {@code name server 192.0.2.1 did not answer}
   */
  record Failed(String cause) implements Lookup {}
}
