package dev.uproute.channel;

import dev.uproute.check.Tls;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Event;
import dev.uproute.report.ReportFiles;
import jakarta.activation.DataHandler;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/**
 * Writes mails: text and HTML of a message, addressed as its channel says. Nothing in a header is
 * data but the subject, which is one line. Thread-safe.
 */
public final class MailComposer {
  private final Channels channels;
  private final AlertTemplates texts;
  private final Tls tls;
  private final ReportFiles files;

  public MailComposer(Channels channels, AlertTemplates texts, Tls tls, ReportFiles files) {
    this.files = files;
    this.channels = channels;
    this.texts = texts;
    this.tls = tls;
  }

  /**
   * The mail of a message. Written again it is the same mail, with the same Message-ID; mails about
   * one outage refer to the same thread.
   */
  public Mail write(Message message, String text) throws MessagingException, IOException {
    String channel = message.channel();
    InternetAddress from = MailAddress.of(channels.needed(channel, "from"))[0];
    String domain = from.getAddress().replaceFirst(".*@", "");
    Mail mail =
        new Mail(
            session(channel),
            "<" + message.id() + "@" + domain + ">",
            plain -> channels.masked(channel, plain));
    mail.setFrom(from);
    mail.setRecipients(
        jakarta.mail.Message.RecipientType.TO,
        MailAddress.of(channels.needed(channel, "recipients")));
    String subject = EncodedWords.of(texts.subject(message));
    mail.setHeader("Subject", MimeUtility.fold("Subject: ".length(), subject));
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    thread(mail, message, domain);
    mail.setContent(
        withFiles(
            new MimeMultipart(
                "alternative", part(text, "plain"), part(texts.html(message), "html")),
            message));
    mail.saveChanges();
    return mail;
  }

  /** The CSV files of the reports it tells go with it. */
  private MimeMultipart withFiles(MimeMultipart text, Message message)
      throws MessagingException, IOException {
    List<String> reports =
        message.lines().stream()
            .filter(line -> line.event() == Event.REPORT)
            .map(MessageLine::reason)
            .toList();
    List<Path> attached = files.of(reports);
    if (attached.isEmpty()) {
      return text;
    }
    MimeBodyPart first = new MimeBodyPart();
    first.setContent(text);
    MimeMultipart all = new MimeMultipart("mixed", first);
    for (Path file : attached) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(
          new DataHandler(
              new ByteArrayDataSource(Files.readAllBytes(file), "text/csv; charset=UTF-8")));
      part.setFileName(file.getFileName().toString());
      all.addBodyPart(part);
    }
    return all;
  }

  private static MimeBodyPart part(String text, String form) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "UTF-8", form);
    return part;
  }

  /** Every mail about an outage names it as an ancestor, which is what mail programs thread by. */
  private static void thread(Mail mail, Message message, String domain) throws MessagingException {
    List<String> outages =
        message.named().stream()
            .filter(line -> line.service() != null && line.since() != null)
            .map(line -> outage(line, domain))
            .distinct()
            .toList();
    if (!outages.isEmpty()) {
      mail.setHeader("In-Reply-To", outages.getFirst());
      mail.setHeader("References", String.join("\r\n ", outages));
    }
  }

  private static String outage(MessageLine line, String domain) {
    return "<down-" + line.service() + "-" + line.since().toEpochMilli() + "@" + domain + ">";
  }

  /** The connection to the channel's server; the password is in no property. */
  private Session session(String channel) {
    Properties smtp = server(channel);
    String user = channels.setting(channel, "user");
    if (user == null) {
      return Session.getInstance(smtp);
    }
    smtp.put("mail.smtp.auth", "true");
    PasswordAuthentication password =
        new PasswordAuthentication(user, channels.needed(channel, "password"));
    return Session.getInstance(
        smtp,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return password;
          }
        });
  }

  private Properties server(String channel) {
    String safety = channels.setting(channel, "tls");
    boolean implicit = "implicit".equals(safety);
    boolean plain = "none".equals(safety);
    String port = channels.setting(channel, "port");
    Properties smtp = new Properties();
    smtp.put(MailSender.HELO, "uproute.alert." + channel + ".helo");
    smtp.put("mail.smtp.host", channels.needed(channel, "host"));
    smtp.put("mail.smtp.port", port != null ? port : implicit ? "465" : plain ? "25" : "587");
    smtp.put("mail.smtp.ssl.enable", String.valueOf(implicit));
    smtp.put("mail.smtp.starttls.enable", String.valueOf(!plain && !implicit));
    smtp.put("mail.smtp.starttls.required", String.valueOf(!plain && !implicit));
    smtp.put("mail.smtp.ssl.checkserveridentity", "true");
    smtp.put("mail.smtp.ssl.socketFactory", tls.context().getSocketFactory());
    // one wrong recipient keeps nothing from the others
    smtp.put("mail.smtp.sendpartial", "true");
    String helo = channels.setting(channel, "helo");
    if (helo != null) {
      smtp.put("mail.smtp.localhost", helo);
    }
    return smtp;
  }
}
