package dev.uproute.channel;

import dev.uproute.send.Refused;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails to the server their session names, within one deadline, and throws what {@link
 * SmtpReply} makes of a failure. No endpoint holds a server or a password. Thread-safe.
 */
public final class MailSender {
  /** Property of a session: which setting says what name the server is given. */
  static final String HELO = "uproute.helo";

  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  private final Duration limit;

  /**
   * @param seconds from the first packet to the last reply
   */
  public MailSender(int seconds) {
    this.limit = Duration.ofSeconds(seconds);
  }

  /**
   * Waits for the server's reply.
   *
   * @return the server's reply when it accepted the mail
   * @throws Refused when it did not
   */
  public String send(Mail mail) {
    try {
      // an interrupted virtual thread leaves its socket at once, whatever it waits for
      return Deadline.after(limit)
          .call(task -> Thread.ofVirtual().name("mail").start(task), () -> hand(mail));
    } catch (TimeoutException e) {
      String why = host(mail) + ": no reply within " + Sentence.duration(limit);
      throw new Refused(Refused.Kind.LATER, null, why);
    } catch (ExecutionException e) {
      throw SmtpReply.judge(host(mail), mail, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(Refused.Kind.LATER, null, "interrupted");
    }
  }

  private static String hand(Mail mail) throws MessagingException {
    String setting = mail.getSession().getProperties().getProperty(HELO, "helo");
    try (SmtpSession transport = new SmtpSession(mail.getSession(), setting)) {
      transport.open();
      try {
        transport.sendMessage(mail, mail.getAllRecipients());
      } catch (SendFailedException e) {
        if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
          throw e;
        }
        LOG.warn("Some recipients were refused: {}", mail.masked(SmtpReply.text(e)));
      }
      String reply = String.valueOf(transport.getLastServerResponse()).strip();
      return Sentence.clean(mail.masked(reply));
    }
  }

  private static String host(Mail mail) {
    return mail.getSession().getProperty("mail.smtp.host");
  }
}
