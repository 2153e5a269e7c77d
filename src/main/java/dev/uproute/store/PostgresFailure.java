package dev.uproute.store;

import dev.uproute.text.Sentence;
import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a PostgreSQL server, or the way to it, says of a failure.
 *
 * @param away whether it may be there again without anybody's help
 * @param passing whether that is likely within seconds
 * @param reason a clause without a full stop
 */
public record PostgresFailure(boolean away, boolean passing, String reason) {
  /** Its state when it is shut down, starts, or has no connection left. */
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "53300");

  private static final Set<String> LOCKED = Set.of("55P03", "57014", "40P01", "40001");

  /** Of the first of a failure and its causes that came from there; null when none did. */
  public static PostgresFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException found && found.getSQLState() != null) {
        return of(found);
      }
    }
    return null;
  }

  private static PostgresFailure of(PSQLException failure) {
    String state = failure.getSQLState();
    String distrust = distrust(failure);
    if (distrust != null) {
      return new PostgresFailure(
          false, false, "the server's certificate is not trusted: " + distrust);
    }
    if (caused(failure, FileNotFoundException.class)) {
      return new PostgresFailure(false, false, why(failure));
    }
    // a server that wants what the address does not offer, such as TLS, says 08004
    if (state.startsWith("08") && !state.equals("08004")) {
      return new PostgresFailure(true, true, "the server cannot be reached: " + why(failure));
    }
    if (AWAY.contains(state)) {
      return new PostgresFailure(true, true, "the server takes no connections: " + why(failure));
    }
    if (LOCKED.contains(state)) {
      return new PostgresFailure(false, true, "another program holds a lock: " + why(failure));
    }
    return new PostgresFailure(
        false,
        false,
        switch (state) {
          case "28P01", "28000" -> "it refuses the user or the password: " + why(failure);
          case "53100" -> "the disk of the server is full";
          case "25006" -> "it is read-only";
          default -> why(failure);
        });
  }

  /** Why the certificate of the server is not taken; null when it is, or none came. */
  private static String distrust(PSQLException failure) {
    if (caused(failure, CertPathBuilderException.class)) {
      return "it is signed by none of the authorities that sslrootcert names";
    }
    if (caused(failure, CertificateExpiredException.class)) {
      return "it has expired";
    }
    if (caused(failure, CertificateException.class)) {
      return why(failure);
    }
    // in the language of the machine, but for the name of the class
    return failure.getMessage().contains("PgjdbcHostnameVerifier")
        ? "it is for another host than the one in the address"
        : null;
  }

  /** The first sentence, without its full stop: those after it are advice. */
  private static String why(PSQLException failure) {
    if (caused(failure, UnknownHostException.class)) {
      return "its name is not known";
    }
    ServerErrorMessage said = failure.getServerErrorMessage();
    String message = said == null ? failure.getMessage() : said.getMessage();
    String clause =
        message
            .replaceFirst("(?s)\\.(\\s.*)?$", "")
            .replaceFirst("^The ", "the ")
            .replaceFirst("^Could ", "could ");
    return Sentence.clean(clause);
  }

  private static boolean caused(Throwable failure, Class<? extends Exception> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
