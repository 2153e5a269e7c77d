package dev.uproute.channel;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * A session with a mail server that keeps the reply of a server that refuses the session: Angus
 * goes on after a refused EHLO and then only finds the connection closed. Used by one thread.
 */
final class SmtpSession extends SMTPTransport {
  /** The server refused the session, before any message. */
  static final class Unwelcome extends MessagingException {
    private static final long serialVersionUID = 1;

    Unwelcome(String text, Exception next) {
      super(text, next);
    }
  }

  private final String setting;
  private String refused;

  /**
   * @param setting the name of the one that says which name we give
   */
  SmtpSession(Session session, String setting) {
    super(session, null);
    this.setting = setting;
  }

  /**
   * Greets the server and logs in.
   *
   * @throws Unwelcome when it refuses the session, whatever the message
   */
  void open() throws MessagingException {
    try {
      connect();
    } catch (AuthenticationFailedException | MailConnectException | Unwelcome e) {
      throw e;
    } catch (MessagingException e) {
      String message = String.valueOf(e.getMessage());
      boolean greeting = message.contains(", response: ");
      String reply = greeting ? greeting() : SmtpReply.closed(message);
      throw new Unwelcome(reply, e.getNextException());
    }
  }

  private String greeting() {
    return getLastReturnCode() < 0
        ? "the server closed the connection without a greeting"
        : getLastServerResponse().strip();
  }

  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    boolean understood = super.ehlo(domain);
    refused = understood || getLastReturnCode() < 0 ? null : getLastServerResponse().strip();
    if (getLastReturnCode() == 421) {
      throw new Unwelcome(refused(), null);
    }
    return understood;
  }

  @Override
  protected void helo(String domain) throws MessagingException {
    try {
      super.helo(domain);
    } catch (MessagingException e) {
      if (getLastReturnCode() > 0) {
        refused = getLastServerResponse().strip();
      }
      throw new Unwelcome(refused(), null);
    }
  }

  private String refused() {
    String reply =
        refused == null ? "the server closed the connection after our greeting" : refused;
    return "%s (the name we give ourselves may be set as %s)".formatted(reply, setting);
  }
}
