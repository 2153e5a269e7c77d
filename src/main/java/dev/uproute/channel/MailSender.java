package dev.uproute.channel;

import dev.uproute.deliver.Refused;
import dev.uproute.text.Sentence;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails to the server their session names, within one deadline, and throws what {@link
 * SmtpReply} makes of a failure. It is plugged into camel-mail, so no endpoint holds a server or a
 * password. Thread-safe.
 */
public final class MailSender extends DefaultJavaMailSender {
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
   * @throws MessagingException whose cause is Refused
   */
  @Override
  public void send(MimeMessage message) throws MessagingException {
    Mail mail = (Mail) message;
    FutureTask<Void> sending = new FutureTask<>(() -> hand(mail));
    // an interrupted virtual thread leaves its socket at once, whatever it waits for
    Thread thread = Thread.ofVirtual().name("mail").start(sending);
    try {
      sending.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String why = host(mail) + ": no reply within " + Sentence.duration(limit);
      throw carried(new Refused(Refused.Kind.LATER, null, why));
    } catch (ExecutionException e) {
      throw carried(SmtpReply.judge(host(mail), mail, e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw carried(new Refused(Refused.Kind.LATER, null, "interrupted"));
    } finally {
      thread.interrupt();
    }
  }

  private static Void hand(Mail mail) throws MessagingException {
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
      mail.note(Sentence.clean(mail.masked(reply)));
    }
    return null;
  }

  private static String host(Mail mail) {
    return mail.getSession().getProperty("mail.smtp.host");
  }

  private static MessagingException carried(Refused refused) {
    return new MessagingException(refused.getMessage(), refused);
  }
}
