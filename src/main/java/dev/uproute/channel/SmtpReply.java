package dev.uproute.channel;

import dev.uproute.send.Refused;
import dev.uproute.text.Sentence;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** What a mail server meant when it did not take a mail. */
final class SmtpReply {
  private static final Set<Integer> CREDENTIALS = Set.of(530, 534, 535, 538);

  /** What Angus says at the end of a connection. */
  private static final String EOF = "[EOF]";

  private static final Pattern CODE = Pattern.compile("^\\s*([45]\\d\\d)[ -]");

  private SmtpReply() {}

  /** 4xx is later, 5xx is for good, a refused login stops the channel; without a code: later. */
  static Refused judge(String host, Mail mail, Throwable failure) {
    List<Integer> codes = chain(failure).stream().map(SmtpReply::code).filter(c -> c > 0).toList();
    boolean login =
        chain(failure).stream().anyMatch(AuthenticationFailedException.class::isInstance);
    Refused.Kind kind = Refused.Kind.LATER;
    if (codes.stream().noneMatch(code -> code < 500)) {
      kind =
          login || codes.stream().anyMatch(CREDENTIALS::contains)
              ? Refused.Kind.CREDENTIALS
              : codes.isEmpty() || unwelcome(failure) ? Refused.Kind.LATER : Refused.Kind.MESSAGE;
    }
    return new Refused(kind, null, host + ": " + mail.masked(text(failure)));
  }

  /** The server's replies, each sentence once. */
  static String text(Throwable failure) {
    String text =
        chain(failure).stream()
            .map(SmtpReply::words)
            .filter(words -> !words.isBlank() && !words.startsWith("Invalid Addresses"))
            .map(words -> words.replaceAll("\\s+", " ").strip())
            .distinct()
            .collect(Collectors.joining("; "));
    return Sentence.clean(text);
  }

  /** A server that refuses the session has not refused this message. */
  private static boolean unwelcome(Throwable failure) {
    return chain(failure).stream().anyMatch(SmtpSession.Unwelcome.class::isInstance);
  }

  private static String words(Throwable e) {
    return switch (e) {
      case MailConnectException _ -> "no connection";
      case SMTPSendFailedException sent when EOF.equals(sent.getMessage()) ->
          "the server closed the connection "
              + (".".equals(sent.getCommand())
                  ? "before it said whether it has the mail"
                  : "after " + sent.getCommand().split(" ", 2)[0]);
      default -> closed(String.valueOf(e.getMessage()));
    };
  }

  /** The server's reply, or that it closed the connection. */
  static String closed(String sentence) {
    return EOF.equals(sentence.strip()) ? "the server closed the connection" : sentence;
  }

  private static int code(Throwable e) {
    Matcher code = CODE.matcher(String.valueOf(e.getMessage()));
    return switch (e) {
      case SMTPSendFailedException sent -> sent.getReturnCode();
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      default -> code.find() ? Integer.parseInt(code.group(1)) : 0;
    };
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = failure; e != null && chain.size() < 20; e = next(e)) {
      chain.add(e);
    }
    return chain;
  }

  private static Throwable next(Throwable e) {
    return e instanceof MessagingException mail ? mail.getNextException() : e.getCause();
  }
}
