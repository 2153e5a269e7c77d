package dev.uproute.store;

import org.apache.camel.AsyncCallback;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Steps within one transaction, whose failure goes to the caller and its error style as that of any
 * other step. Camel's policy marks a failure as handled by the transaction, and the error styles of
 * all callers pass over what is marked, without a line in the log. Immutable; thread-safe.
 */
public final class TransactionPolicy extends SpringTransactionPolicy {
  public TransactionPolicy(PlatformTransactionManager transactions) {
    super(transactions);
  }

  @Override
  public Processor wrap(Route route, Processor steps) {
    ErrorHandlerFactory style = route.getErrorHandlerFactory();
    Processor transaction = super.wrap(route, steps);
    // else what is around these steps would mark a failure again
    route.setErrorHandlerFactory(style);
    return new Unmarked(transaction);
  }

  private static final class Unmarked extends DelegateAsyncProcessor {
    Unmarked(Processor transaction) {
      super(transaction);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return super.process(
          exchange,
          sync -> {
            if (exchange.getException() != null) {
              ExchangeExtension marks = exchange.getExchangeExtension();
              marks.setFailureHandled(false);
              marks.setErrorHandlerHandled(null);
              marks.setRedeliveryExhausted(false);
            }
            callback.done(sync);
          });
    }
  }
}
