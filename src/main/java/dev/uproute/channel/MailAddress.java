package dev.uproute.channel;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;

/** An address of a mail whose display name goes out as {@link EncodedWords}. */
final class MailAddress extends InternetAddress {
  private static final long serialVersionUID = 1;

  private MailAddress(InternetAddress parsed) throws AddressException {
    // the name as it was written: text in encoded form is the name, not a code for another
    super(parsed.toString());
    if (encodedPersonal != null) {
      encodedPersonal = EncodedWords.of(encodedPersonal);
    }
  }

  /**
   * The addresses in a setting, separated by commas.
   *
   * @throws AddressException when one of them is none
   */
  static InternetAddress[] of(String setting) throws AddressException {
    List<InternetAddress> addresses = new ArrayList<>();
    for (InternetAddress address : InternetAddress.parse(setting, true)) {
      addresses.add(new MailAddress(address));
    }
    return addresses.toArray(InternetAddress[]::new);
  }
}
