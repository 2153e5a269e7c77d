package dev.uproute;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Throws a connection away after a full or failing disk: its statements stay broken even when there
 * is space again, a new connection's work (F18).
 */
public final class BrokenConnection implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    if (!(failure instanceof SQLiteException broken)) {
      return Override.CONTINUE_EVICT;
    }
    // the low byte is the kind of error, the rest says where it happened
    int kind = broken.getResultCode().code & 0xff;
    return kind == SQLiteErrorCode.SQLITE_FULL.code
            || kind == SQLiteErrorCode.SQLITE_IOERR.code
            || kind == SQLiteErrorCode.SQLITE_READONLY.code
            || kind == SQLiteErrorCode.SQLITE_CANTOPEN.code
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
