package dev.uproute.record;

import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;

/**
 * Fills in the parameters of a statement in their order. Camel's own way searches the text of the
 * statement for named ones, again for each row of a batch. Thread-safe.
 */
public final class PositionalParameters extends DefaultSqlPrepareStatementStrategy {
  @Override
  protected boolean hasNamedParameters(String statement) {
    return false;
  }
}
