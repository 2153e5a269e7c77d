package dev.uproute.check;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A name server that knows every name as this machine, until it is dead. */
public final class DeadNames {
  private static volatile String failure;

  private DeadNames() {}

  /** The bean {@code resolver} with such a name server. */
  public static Resolver resolver(AddressPolicy policy, OwnNetwork network) {
    return new Resolver(policy, network, DeadNames::lookup);
  }

  /**
   * @param words what the system says of a name it cannot resolve; null = it can
   */
  public static void fail(String words) {
    failure = words;
  }

  private static InetAddress[] lookup(String host) throws UnknownHostException {
    String words = failure;
    if (words != null) {
      throw new UnknownHostException(host + ": " + words);
    }
    return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
  }
}
