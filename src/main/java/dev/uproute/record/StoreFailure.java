package dev.uproute.record;

import dev.uproute.store.PostgresFailure;
import dev.uproute.text.Sentence;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Why the database cannot be used, for people.
 *
 * @param passing whether it is likely to be over within seconds
 * @param known whether the reason says all there is to know; else the stack may say more
 * @param reason a clause without a full stop, such as "the disk is full"
 */
public record StoreFailure(boolean passing, boolean known, String reason) {

  public static StoreFailure of(Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    if (cause instanceof SQLiteException broken) {
      return of(broken);
    }
    PostgresFailure server = PostgresFailure.of(failure);
    return server == null
        ? new StoreFailure(false, false, Sentence.clean(cause.toString()))
        : new StoreFailure(server.passing(), server.away() || server.passing(), server.reason());
  }

  /** Logs a sentence that holds the reason, with the stack unless that is all there is to know. */
  public void log(Logger log, String sentence, Exception failure) {
    if (known) {
      log.error("{}", sentence);
      log.debug("Where that happened", failure);
    } else {
      log.error("{}", sentence, failure);
    }
  }

  private static StoreFailure of(SQLiteException broken) {
    // the low byte is the kind of error, the rest says where it happened
    int kind = broken.getResultCode().code & 0xff;
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(kind);
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new StoreFailure(true, true, "another program holds the lock of the file");
      case SQLITE_FULL -> new StoreFailure(false, true, "the disk is full");
      case SQLITE_IOERR -> new StoreFailure(false, true, "the disk fails");
      case SQLITE_READONLY -> new StoreFailure(false, true, "the file or its folder is read-only");
      case SQLITE_CANTOPEN -> new StoreFailure(false, true, "the file cannot be opened");
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new StoreFailure(false, true, "the file is damaged");
      default -> new StoreFailure(false, false, Sentence.clean(broken.getMessage()));
    };
  }
}
