package dev.uproute.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.function.UnaryOperator;

/** A mail that keeps its Message-ID when it is sent again, and masks what a server says of it. */
public final class Mail extends MimeMessage {
  private final String id;
  private final UnaryOperator<String> mask;

  /**
   * @param id its Message-ID
   * @param mask takes the secrets of the channel out of what a server says
   */
  Mail(Session session, String id, UnaryOperator<String> mask) {
    super(session);
    this.id = id;
    this.mask = mask;
  }

  String masked(String text) {
    return mask.apply(text);
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
