package dev.uproute.send;

import dev.uproute.check.Tls;
import dev.uproute.text.Version;
import java.net.ProxySelector;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The client of camel-http for what leaves: {@link HttpLimits}, no redirect, no retry, no cookie,
 * no login of an earlier request, nothing that is unpacked. Thread-safe.
 */
public final class OutgoingClient implements HttpClientConfigurer {
  /** So that a name with a dead address leaves time for its next one. */
  private static final Timeout CONNECT = Timeout.ofSeconds(4);

  private final Tls tls;

  /** Made for the first address that wants it, because Java's authorities are slow to read. */
  private TlsSocketStrategy strategy;

  /**
   * @param tls whom checks trust, receivers are trusted by
   */
  public OutgoingClient(Tls tls) {
    this.tls = tls;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(
                    (socket, host, port, attachment, context) ->
                        strategy().upgrade(socket, host, port, attachment, context))
                .setDefaultConnectionConfig(connections())
                .setMaxConnTotal(100)
                .setMaxConnPerRoute(20)
                .build())
        .setDefaultRequestConfig(RequestConfig.DEFAULT)
        .setProxySelector(ProxySelector.getDefault())
        .setUserAgent("Uproute/" + Version.current())
        .addExecInterceptorFirst("limits", new HttpLimits())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression();
  }

  /**
   * A connection is used again within seconds only, and after it was tested: receivers close it
   * without notice.
   */
  private static ConnectionConfig connections() {
    return ConnectionConfig.custom()
        .setConnectTimeout(CONNECT)
        .setTimeToLive(TimeValue.ofSeconds(30))
        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
        .build();
  }

  private synchronized TlsSocketStrategy strategy() {
    if (strategy == null) {
      strategy = new DefaultClientTlsStrategy(tls.context());
    }
    return strategy;
  }
}
