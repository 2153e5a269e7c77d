package dev.uproute.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Throws a connection away after any failure. Closing it ends the transaction it may still be in,
 * and after a full or failing disk its statements stay broken even when there is space again; a new
 * connection costs a millisecond.
 */
public final class BrokenConnection implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return Override.MUST_EVICT;
  }
}
