package dev.uproute.notion;

import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Gives the client the Exchange a request belongs to: camel-http puts it into the context of the
 * request only where a listener is set. The events themselves are not used.
 */
interface RequestContext extends HttpActivityListener {
  @Override
  default void onRequestSubmitted(
      Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {}

  @Override
  default void onResponseReceived(
      Object source,
      Exchange exchange,
      HttpHost host,
      HttpResponse response,
      HttpEntity entity,
      long elapsed) {}
}
