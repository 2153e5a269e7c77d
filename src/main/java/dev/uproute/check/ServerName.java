package dev.uproute.check;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * The name of a host that a TLS server gets (SNI), with what Java takes for no host name and would
 * leave out: underscores, and hyphens at the edges of labels. Immutable.
 */
final class ServerName extends SNIServerName {
  ServerName(String host) {
    super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether a host is a name that Java's TLS refuses; literal addresses are sent to nobody. */
  static boolean unusual(String host) {
    if (host.indexOf('_') < 0 && host.indexOf('-') < 0 || host.indexOf(':') >= 0) {
      return false;
    }
    try {
      return new SNIHostName(host).getEncoded().length == 0;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
