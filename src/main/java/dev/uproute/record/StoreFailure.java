package dev.uproute.record;

import dev.uproute.store.PostgresFailure;
import dev.uproute.text.Sentence;
import org.springframework.core.NestedExceptionUtils;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Why the database cannot be written, for people.
 *
 * @param passing whether it is likely to be over within seconds
 * @param reason a clause without a full stop, such as "the disk is full"
 */
record StoreFailure(boolean passing, String reason) {

  static StoreFailure of(Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    if (cause instanceof SQLiteException broken) {
      return of(broken);
    }
    PostgresFailure server = PostgresFailure.of(failure);
    return server == null
        ? new StoreFailure(false, Sentence.clean(cause.toString()))
        : new StoreFailure(server.passing(), server.reason());
  }

  private static StoreFailure of(SQLiteException broken) {
    // the low byte is the kind of error, the rest says where it happened
    int kind = broken.getResultCode().code & 0xff;
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(kind);
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new StoreFailure(true, "another program holds the lock of the file");
      case SQLITE_FULL -> new StoreFailure(false, "the disk is full");
      case SQLITE_IOERR -> new StoreFailure(false, "the disk fails");
      case SQLITE_READONLY -> new StoreFailure(false, "the file or its folder is read-only");
      case SQLITE_CANTOPEN -> new StoreFailure(false, "the file cannot be opened");
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new StoreFailure(false, "the file is damaged");
      default -> new StoreFailure(false, Sentence.clean(broken.getMessage()));
    };
  }
}
